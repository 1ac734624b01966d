// @ts-check
'use strict';

const { isOwn } = require('./realm');

/**
 * Loads a file of the package in Node's own realm. What hangs itself into Node for the life of the thread must not
 * be of the `vm` context of one test file, which would live as long.
 *
 * @template T
 * @param {string} file
 * @param {() => T} requireHere for where that is this realm, or cannot be done
 * @returns {T}
 */
function requireOutside(file, requireHere) {
  if (isOwn) return requireHere();
  // Most put a `node:module` of their own in the place of Node's, but not of this. Jest does both: there the first test
  // file's context stays.
  const { getBuiltinModule } = /** @type {any} */ (process);
  let requireThere;
  try {
    requireThere = getBuiltinModule('node:module').createRequire(file);
    requireThere.resolve(file);
  } catch {
    // A Node that has no such function, or a bundle, which has no such file.
    return requireHere();
  }
  return requireThere(file);
}

module.exports = { requireOutside };
