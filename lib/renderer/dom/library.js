// @ts-check
'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { withHappyDom } = require('./happy-dom');
const { withJsdom } = require('./jsdom');

/**
 * @typedef {object} DomLibrary
 * @property {(url: string, html: string) => Promise<any>} open makes a window and reads the page into it, of
 *   which no script runs; resolves when the library has said its own 'load'
 */

/** By the name of the package, the more exact first. @type {[string, (library: any) => DomLibrary][]} */
const adapters = [
  ['jsdom', withJsdom],
  ['happy-dom', withHappyDom],
];

/**
 * The library for documents that the program has installed.
 *
 * @param {string} appPath
 * @returns {Promise<DomLibrary | undefined>} nothing when there is none
 * @throws what the library throws when it is loaded
 */
async function findLibrary(appPath) {
  const require = createRequire(path.join(appPath, '[page]'));
  for (const [name, adapt] of adapters) {
    const file = resolved(require, name);
    if (file === undefined) continue;
    const library = await import(pathToFileURL(file).href);
    return adapt(library.default ?? library);
  }
  return undefined;
}

/**
 * @param {NodeRequire} require
 * @param {string} name
 */
function resolved(require, name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

module.exports = { findLibrary };
