'use strict';

// Evaluates the package anew, as test runners do: in this realm, or in a `vm` context with its own module cache.

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const entry = require.resolve('ipcmain');
const home = path.dirname(entry);

/** As after `jest.resetModules()`. */
function evaluateHere() {
  for (const file of Object.keys(require.cache)) {
    const isOurs = file.startsWith(home) && !file.includes('__test__') && !file.endsWith('.node');
    if (isOurs) delete require.cache[file];
  }
  const face = require(entry);
  // Node keeps whatever a module has required.
  module.children.length = 0;
  return face;
}

/** As for another test file of Jest. */
function evaluateInContext() {
  const context = vm.createContext({ process, console, Buffer, URL, TextDecoder, WebAssembly });
  const modules = new Map();
  const load = (file) => {
    if (file.endsWith('.node')) return require(file);
    if (modules.has(file)) return modules.get(file).exports;
    const module = { exports: {} };
    modules.set(file, module);
    const source = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.json')) return (module.exports = JSON.parse(source));
    const own = Module.createRequire(file);
    const isFile = (name) => name.startsWith('.') || path.isAbsolute(name);
    const require_ = (name) => (isFile(name) ? load(own.resolve(name)) : own(name));
    const names = ['exports', 'require', 'module', '__filename', '__dirname'];
    const options = { parsingContext: context, filename: file };
    const evaluate = vm.compileFunction(source, names, options);
    evaluate(module.exports, require_, module, file, path.dirname(file));
    return module.exports;
  };
  return load(entry);
}

/** Collects garbage until what can be collected is; needs --expose-gc. */
async function collect() {
  for (let round = 0; round < 10; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc();
  }
}

module.exports = { collect, evaluateHere, evaluateInContext };
