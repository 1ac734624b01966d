// @ts-check
'use strict';

const { types } = require('node:util');
const { RegistryNames } = require('./registry-names');

/** @typedef {(event: any, ...args: any[]) => any} Handler */

/** Those that are async functions. Asking Node for each call would take as long as the call. @type {WeakSet<Handler>} */
const asynchronous = new WeakSet();

/** @param {Handler} handler one that was set */
function isAsync(handler) {
  return asynchronous.has(handler);
}

/**
 * The handlers of one emitter, with a Map's manners: tools read `ipcMain._invokeHandlers`. The native
 * registry is told which channels have one; the functions are here.
 *
 * @extends {Map<string, Handler>}
 */
class InvokeHandlers extends Map {
  #registry;
  #names = new RegistryNames();

  /** @param {InstanceType<typeof import('../../binding').ChannelRegistry>} registry */
  constructor(registry) {
    super();
    this.#registry = registry;
  }

  /**
   * @param {string} channel
   * @param {Handler} handler
   */
  set(channel, handler) {
    this.#registry.handle(this.#names.take(channel));
    // Which runs no code of one that is a proxy.
    if (types.isAsyncFunction(handler)) asynchronous.add(handler);
    return super.set(channel, handler);
  }

  /** @param {string} channel */
  delete(channel) {
    const name = this.#names.find(channel);
    if (name !== undefined) this.#registry.removeHandler(name);
    this.#names.forget(channel);
    return super.delete(channel);
  }

  clear() {
    for (const channel of this.keys()) this.delete(channel);
  }
}

module.exports = { InvokeHandlers, isAsync };
