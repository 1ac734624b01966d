// @ts-check
'use strict';

const { ipcError } = require('../common/errors');

/**
 * Stands for a member of `electron` that is not built here. Importing it, taking it apart and asking
 * for its type work; using it throws `ERR_IPC_NOT_IMPLEMENTED`.
 *
 * @param {string} name of a class, with a capital letter, or of an object
 * @param {object} [built] what of it there is all the same
 * @returns {any}
 */
function notImplemented(name, built = {}) {
  if (!/^[A-Z]/.test(name)) return partial(name, built);
  class Missing {}
  Object.defineProperties(Missing, Object.getOwnPropertyDescriptors(built));
  return new Proxy(Missing, {
    get: (target, key) =>
      key in target || !isUsed(key) ? Reflect.get(target, key) : refuse(`${name}.${String(key)}`),
    apply: () => refuse(`${name}()`),
    construct: () => refuse(`new ${name}()`),
  });
}

/**
 * The same for the rest of an object of which a part is built. What a test assigns to it is kept.
 *
 * @template {object} T
 * @param {string} name
 * @param {T} built
 * @returns {T}
 */
function partial(name, built) {
  return Object.setPrototypeOf(built, refusing(name, Object.getPrototypeOf(built)));
}

/**
 * A prototype that refuses what is not on the one above it.
 *
 * @param {string} name
 * @param {object} above
 */
function refusing(name, above) {
  return new Proxy(Object.create(above), {
    get: (target, key, receiver) =>
      key in target || !isUsed(key)
        ? Reflect.get(target, key, receiver)
        : refuse(`${name}.${String(key)}`),
  });
}

/**
 * Says that something is not built.
 *
 * @param {string} use
 * @returns {never}
 */
function refuse(use) {
  throw ipcError(
    'ERR_IPC_NOT_IMPLEMENTED',
    `ipcmain/electron: ${use} is not implemented. Replace it in the test or guard it with a check of its own.`,
  );
}

/**
 * What module loaders, promises and inspectors ask of every value is no use of it.
 *
 * @param {string | symbol} key
 */
function isUsed(key) {
  return (
    typeof key === 'string' && !['then', 'prototype', 'name', 'toJSON', '__esModule'].includes(key)
  );
}

module.exports = { notImplemented, partial, refuse, refusing };
