// @ts-check
'use strict';

/** What a preload script gives to its page. A Worker has one world, which both share. */
const contextBridge = {
  /**
   * Puts an API on the global of the page.
   *
   * @param {string} key
   * @param {any} api
   * @throws `Cannot bind an API on top of an existing property on the window object`
   */
  exposeInMainWorld(key, api) {
    if (Object.hasOwn(globalThis, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(globalThis, key, { value: api, enumerable: true });
  },
};

module.exports = { contextBridge };
