// @ts-check
'use strict';

const fs = require('node:fs');

const BUILD = 'With Rust 1.88 or later installed, run: npx ipcmain-build';

/**
 * Why there is no native core, and what to do.
 *
 * @param {object} failure
 * @param {NodeJS.ErrnoException} failure.cause
 * @param {string[]} failure.tried
 * @param {string} failure.root the folder of this package
 * @param {string} failure.triple
 * @returns {string}
 */
function describeFailure({ cause, tried, root, triple }) {
  const host = `${triple} (Node ${process.version})`;
  if (cause.code === 'MODULE_NOT_FOUND') {
    return (
      `ipcmain: no native binding for ${host}. Tried ${tried.join(', ')}. ` +
      `Prebuilt: ${prebuilt(root).join(', ') || 'none'}. ${BUILD}`
    );
  }
  if (cause.code === 'ERR_DLOPEN_DISABLED') {
    return (
      `ipcmain: this process may not load native addons (${cause.message}). ` +
      'Run it without --no-addons, and with --allow-addons where the permission model is on.'
    );
  }
  // What the operating system's loader says comes first: the wrong libc, one that is too old.
  return `ipcmain: ${cause.message} (while loading ${tried.join(', ')} for ${host}). ${BUILD}`;
}

/**
 * The platforms that this copy of the package has a binary for, in it or as a package of their own.
 *
 * @param {string} root
 * @returns {string[]}
 */
function prebuilt(root) {
  const { optionalDependencies = {} } = /** @type {any} */ (require('../../package.json'));
  const names = [...fs.readdirSync(root), ...Object.keys(optionalDependencies)];
  const triples = names.map((name) => /^ipcmain(?:\.(.+)\.node|-(.+))$/.exec(name));
  return [...new Set(triples.flatMap((found) => found?.[1] ?? found?.[2] ?? []))].sort();
}

module.exports = { describeFailure };
