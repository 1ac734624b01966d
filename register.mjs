// `node --import ipcmain/register app.js`: `electron` means `ipcmain/electron`, in this thread and, since
// --import is inherited, in every Worker.

import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import disguise from './lib/electron/disguise.js';

// Before anything else runs: packages look at `process.type` before they load `electron`, if they do.
disguise.runAsProgram();

/** What each name leads to: for `import`, and for `require`. */
const electron = {
  import: new URL('electron.mjs', import.meta.url).href,
  require: new URL('electron.js', import.meta.url).href,
};
const targets = {
  electron,
  'electron/main': electron,
  'electron/renderer': electron,
  'electron/common': electron,
  'original-fs': { import: 'node:fs', require: 'node:fs' },
};

/** Also sent to the loader's own thread as text, so it uses nothing but its arguments. */
function resolveWith(targets, specifier, context, next) {
  if (!Object.hasOwn(targets, specifier)) return next(specifier, context);
  const way = context.conditions.includes('import') ? 'import' : 'require';
  return { url: targets[specifier][way], shortCircuit: true };
}

if (Module.registerHooks) {
  Module.registerHooks({
    resolve: (specifier, context, next) => resolveWith(targets, specifier, context, next),
  });
} else {
  // Node 20: what is imported is resolved in a thread of its own.
  const hook = `const resolveWith = ${resolveWith}; const targets = ${JSON.stringify(targets)};
    export const resolve = (...args) => resolveWith(targets, ...args);`;
  Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

// For `require` on Node 20, and for `require.resolve` on every line.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (!Object.hasOwn(targets, request)) return resolveFilename.call(this, request, ...rest);
  const { require: target } = targets[request];
  return target.startsWith('file:') ? fileURLToPath(target) : target.slice('node:'.length);
};
