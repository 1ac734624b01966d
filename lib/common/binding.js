// @ts-check
'use strict';

const path = require('node:path');
const { ipcError } = require('./errors');
const { describeFailure } = require('./binding-failure');
const { platformTriple } = require('./platform');

const root = path.join(__dirname, '..', '..');
const triple = platformTriple();

/** What a release has for this platform: a package that holds nothing but the native core. */
const platformPackage = `ipcmain-${triple}`;

/**
 * Loads the native core: the file that `NAPI_RS_NATIVE_LIBRARY_PATH` names, else the one beside this
 * package's `package.json`, else that of the platform's own package.
 *
 * @returns {typeof import('../../binding')}
 * @throws an `Error` with code `ERR_IPC_BINDING` that says what was tried and what to do
 */
function loadBinding() {
  const named = process.env.NAPI_RS_NATIVE_LIBRARY_PATH;
  const places = named
    ? [path.resolve(named)]
    : [path.join(root, `ipcmain.${triple}.node`), platformPackage];
  let missing;
  for (const place of places) {
    try {
      if (place === platformPackage) checkVersion();
      return require(place);
    } catch (error) {
      const cause = /** @type {NodeJS.ErrnoException} */ (error);
      if (cause.code === 'MODULE_NOT_FOUND') missing = cause;
      else throw failure(cause, [place]);
    }
  }
  throw failure(/** @type {NodeJS.ErrnoException} */ (missing), places);
}

/** The face and the core belong together, so only the same release of both will do. */
function checkVersion() {
  const { version } = require(`${platformPackage}/package.json`);
  const own = require('../../package.json').version;
  if (version === own) return;
  throw ipcError(
    'ERR_IPC_BINDING',
    `ipcmain: ${platformPackage} is of version ${version}, and ipcmain is of version ${own}. ` +
      'Install both anew.',
  );
}

/**
 * @param {NodeJS.ErrnoException} cause
 * @param {string[]} tried
 */
function failure(cause, tried) {
  if (cause.code === 'ERR_IPC_BINDING') return cause;
  return ipcError('ERR_IPC_BINDING', describeFailure({ cause, tried, root, triple }), { cause });
}

module.exports = loadBinding();
