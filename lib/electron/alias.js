// @ts-check
'use strict';

// Makes `electron` mean `ipcmain/electron` in this thread, by `require` and by `import`. Loading it is enough.

const Module = /** @type {any} */ (require('node:module'));
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { isInElectron } = require('../common/host');
// Before anybody replaces them.
require('../common/real-timers');

const home = path.join(__dirname, '..', '..');

/** What each name leads to, as a URL: for `import`, and for `require`. */
const electron = {
  import: pathToFileURL(path.join(home, 'electron.mjs')).href,
  require: pathToFileURL(path.join(home, 'electron.js')).href,
};
const originalFs = { import: 'node:fs', require: 'node:fs' };

/** @type {Record<string, { import: string, require: string }>} */
const targets = {
  electron,
  'electron/main': electron,
  'electron/renderer': electron,
  'electron/common': electron,
  'original-fs': originalFs,
};

/** The same as paths, for `require`. @type {Record<string, string>} */
const files = Object.fromEntries(
  Object.keys(targets).map((name) => [name, path.join(home, 'electron.js')]),
);
files['original-fs'] = 'fs';

/** Set where a copy of this file has done it. */
const KEY = Symbol.for('ipcmain.alias');

/**
 * Also sent to the loader's own thread as text, so it uses nothing but its arguments.
 *
 * @param {any} targets
 * @param {any[]} args what a loader gives to the hook `resolve`
 */
function resolveWith(targets, ...[specifier, context, next]) {
  if (!Object.hasOwn(targets, specifier)) return next(specifier, context);
  const way = context.conditions.includes('import') ? 'import' : 'require';
  return { url: targets[specifier][way], shortCircuit: true };
}

function hookIn() {
  if (Module.registerHooks) {
    const resolve = (/** @type {any[]} */ ...args) => resolveWith(targets, ...args);
    Module.registerHooks({ resolve });
  } else {
    // Node 20: what is imported is resolved in a thread of its own.
    const hook = `${resolveWith} const targets = ${JSON.stringify(targets)};
      export const resolve = (...args) => resolveWith(targets, ...args);`;
    Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
  }
  // For `require` on Node 20, and for `require.resolve` on every line.
  const resolveFilename = Module._resolveFilename;
  /**
   * @this {unknown}
   * @param {string} request
   * @param {...any} rest
   */
  Module._resolveFilename = function (request, ...rest) {
    return Object.hasOwn(files, request)
      ? files[request]
      : resolveFilename.call(this, request, ...rest);
  };
}

// Electron itself has an `electron` of its own, which stays.
if (!Object.hasOwn(Module, KEY) && !isInElectron()) {
  Object.defineProperty(Module, KEY, { value: true });
  hookIn();
}
