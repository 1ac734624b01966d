// @ts-check
'use strict';

const Module = /** @type {any} */ (require('node:module'));

/** Set in the URL of an inline module: the page from which its imports are resolved. */
const PARAMETER = ';ipcmain-base=';

let hooked = false;

/**
 * Runs a module whose code stands in a page.
 *
 * @param {string} code
 * @param {string} base the URL of the page
 */
async function importInline(code, base) {
  let type = 'data:text/javascript';
  // A module of a `data:` URL has nothing that its imports could be relative to.
  if (base.startsWith('file:') && code.includes('import')) {
    hookIn();
    type += PARAMETER + encodeURIComponent(base);
  }
  await import(`${type},${encodeURIComponent(code)}`);
}

/** Resolves what an inline module imports from where its page is. */
function hookIn() {
  if (hooked) return;
  hooked = true;
  if (Module.registerHooks) {
    const resolve = (/** @type {any[]} */ ...args) => resolveFrom(PARAMETER, ...args);
    return Module.registerHooks({ resolve });
  }
  // Node 20: what is imported is resolved in a thread of its own.
  const hook = `${resolveFrom}
    export const resolve = (...args) => resolveFrom(${JSON.stringify(PARAMETER)}, ...args);`;
  Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/**
 * Also sent to the loader's own thread as text, so it uses nothing but its arguments.
 *
 * @param {string} parameter
 * @param {any} args what a loader gives to the hook `resolve`
 */
function resolveFrom(parameter, ...[specifier, context, next]) {
  const [type = '', base] = (context.parentURL ?? '').split(',', 1)[0].split(parameter);
  if (type !== 'data:text/javascript' || base === undefined) return next(specifier, context);
  return next(specifier, { ...context, parentURL: decodeURIComponent(base) });
}

module.exports = { importInline };
