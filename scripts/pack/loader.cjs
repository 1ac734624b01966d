'use strict';

// The head of `lib/ipcmain.js` in the packed package, which has the files of `lib/` in one: what follows adds them to
// `files`, by their paths without the ending, and names those that wait in `lib/ipcmain-later.js`. Each is run when it is first
// required, as Node would.

const path = require('node:path');

/** Asked for in so many words, because bundlers look for that. */
const MANIFEST = '../package.json';

/** @typedef {(module: { exports: any }, exports: any, require: (id: string) => any, __dirname: string) => void} File */

/** @type {Map<string, File | undefined>} */
const files = new Map();
/** @type {Map<string, { exports: any }>} */
const loaded = new Map();

/** @param {string} name */
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  if (files.has(name) && files.get(name) === undefined) require('./ipcmain-later.js')(files);
  const file = files.get(name);
  if (file === undefined) return name === MANIFEST ? require('../package.json') : require(name);
  const module = { exports: {} };
  loaded.set(name, module);
  try {
    file(module, module.exports, load, path.join(__dirname, path.dirname(name)));
  } catch (error) {
    // Asked for again, it fails again.
    loaded.delete(name);
    throw error;
  }
  return module.exports;
}

module.exports = load;
