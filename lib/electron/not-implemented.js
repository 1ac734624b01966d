// @ts-check
'use strict';

const { ipcError } = require('../common/errors');

/**
 * Stands for a member of `electron` that is not built here. Importing it, taking it apart and asking
 * for its type work; using it throws `ERR_IPC_NOT_IMPLEMENTED`.
 *
 * @param {string} name
 * @returns {any}
 */
function notImplemented(name) {
  const refuse = (/** @type {string} */ use) => {
    throw ipcError(
      'ERR_IPC_NOT_IMPLEMENTED',
      `ipcmain/electron: ${use} is not implemented. Replace it in the test or guard it with a check of its own.`,
    );
  };
  return new Proxy(class {}, {
    get: (target, key) =>
      isUsed(key) ? refuse(`${name}.${String(key)}`) : Reflect.get(target, key),
    set: (_target, key) => refuse(`${name}.${String(key)}`),
    apply: () => refuse(`${name}()`),
    construct: () => refuse(`new ${name}()`),
  });
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

module.exports = { notImplemented };
