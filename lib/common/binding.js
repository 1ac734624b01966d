// @ts-check
'use strict';

const path = require('node:path');
const { ipcError } = require('./errors');
const { platformTriple } = require('./platform');

const root = path.join(__dirname, '..', '..');

/**
 * Loads the native core: the file that `NAPI_RS_NATIVE_LIBRARY_PATH` names, else the one beside this
 * package's `package.json`.
 *
 * @returns {typeof import('../../binding')}
 * @throws an `Error` with code `ERR_IPC_BINDING` that says what was tried and what to do
 */
function loadBinding() {
  const named = process.env.NAPI_RS_NATIVE_LIBRARY_PATH;
  const triple = platformTriple();
  const file = named ? path.resolve(named) : path.join(root, `ipcmain.${triple}.node`);
  try {
    return require(file);
  } catch (cause) {
    throw ipcError('ERR_IPC_BINDING', describe(/** @type {any} */ (cause), file, triple), {
      cause,
    });
  }
}

/**
 * @param {NodeJS.ErrnoException} cause
 * @param {string} file
 * @param {string} triple
 */
function describe(cause, file, triple) {
  const host = `${triple} (Node ${process.version})`;
  if (cause.code === 'MODULE_NOT_FOUND') {
    return (
      `ipcmain: no native binding for ${host}. Tried ${file}. ` +
      'With Rust 1.88 or later installed, run: npx ipcmain-build'
    );
  }
  if (cause.code === 'ERR_DLOPEN_DISABLED') {
    return (
      `ipcmain: this process may not load native addons (${cause.message}). ` +
      'Run it without --no-addons, and with --allow-addons where the permission model is on.'
    );
  }
  return (
    `ipcmain: ${cause.message} (while loading ${file} for ${host}). ` +
    'With Rust 1.88 or later installed, run: npx ipcmain-build'
  );
}

module.exports = loadBinding();
