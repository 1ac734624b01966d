// @ts-check
'use strict';

// The preset for Jest: `{ "preset": "ipcmain/jest" }`.

const path = require('node:path');

const inPackage = (/** @type {string} */ file) => path.join(__dirname, file);

exports.moduleNameMapper = {
  '^electron(/(main|renderer|common))?$': inPackage('electron.js'),
  '^original-fs$': inPackage('lib/electron/original-fs.js'),
};
exports.setupFiles = [inPackage('lib/electron/alias-in-workers.js')];
