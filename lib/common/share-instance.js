// @ts-check
'use strict';

const { ipcError } = require('./errors');
const { hasParentHub } = require('./inheritance');
const { PROTOCOL } = require('./protocol');

const KEY = Symbol.for('ipcmain');

/**
 * One instance for all copies of this package that a realm loads. The same copy evaluated again makes
 * a fresh one: a test runner that resets its modules wants that.
 *
 * @template T
 * @param {string} home the directory of this copy
 * @param {() => T} make
 * @returns {T} what the copy that was loaded first has made
 * @throws `ERR_IPC_VERSION` when a copy is loaded that this one cannot share with
 */
function shareInstance(home, make) {
  const realm = /** @type {any} */ (globalThis);
  const found = realm[KEY];
  if (found !== undefined && found.home !== home) {
    if (found.protocol === PROTOCOL) return found.instance;
    throw ipcError(
      'ERR_IPC_VERSION',
      `ipcmain: ${home} cannot share one main with ${found.home}, which is already loaded. ` +
        'Make both resolve to one installed copy.',
    );
  }
  const instance = make();
  Object.defineProperty(realm, KEY, {
    value: { protocol: PROTOCOL, home, instance, hasParentHub },
    configurable: true,
  });
  return instance;
}

/** What the copy that all share says of this thread: whether its main is another one. */
function isRenderer() {
  return /** @type {boolean} */ (/** @type {any} */ (globalThis)[KEY].hasParentHub());
}

module.exports = { isRenderer, shareInstance };
