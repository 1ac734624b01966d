// @ts-check
'use strict';

const { registryName } = require('./registry-names');

/** @typedef {(event: any, ...args: any[]) => any} Handler */

/**
 * The handlers of one emitter, with a Map's manners: tools read `ipcMain._invokeHandlers`. Which
 * channels have one is kept by the native registry; the functions are here.
 *
 * @extends {Map<string, Handler>}
 */
class InvokeHandlers extends Map {
  #registry;

  /** @param {InstanceType<typeof import('../../binding').ChannelRegistry>} registry */
  constructor(registry) {
    super();
    this.#registry = registry;
  }

  /** @param {string} channel */
  has(channel) {
    return this.#registry.hasHandler(registryName(channel));
  }

  /**
   * @param {string} channel
   * @param {Handler} handler
   */
  set(channel, handler) {
    this.#registry.handle(registryName(channel));
    return super.set(channel, handler);
  }

  /** @param {string} channel */
  delete(channel) {
    this.#registry.removeHandler(registryName(channel));
    return super.delete(channel);
  }

  clear() {
    for (const channel of this.keys()) this.delete(channel);
  }
}

module.exports = { InvokeHandlers };
