// @ts-check
'use strict';

const { Worker } = require('node:worker_threads');
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
  // Test runners put a `node:module` of their own in the place of Node's, and Jest a `process` as well. But a class of Node's
  // has Node's own `Function`, and what that makes finds Node's own `process`.
  let requireThere;
  try {
    const process = /** @type {any} */ (Worker.constructor('return process'))();
    requireThere = process.getBuiltinModule('node:module').createRequire(file);
    requireThere.resolve(file);
  } catch {
    // A Node that has no such function or may not make any from text, or a bundle, which has no such file.
    return requireHere();
  }
  return requireThere(file);
}

module.exports = { requireOutside };
