// @ts-check
'use strict';

const { ipcError } = require('../common/errors');

/**
 * @typedef {object} Invoke
 * @property {string} channel
 * @property {() => void} onDestroyed
 * @property {(reply: any) => void} resolve
 * @property {(error: Error) => void} reject
 */

/** The invokes of one renderer that main has not answered yet, by the number of their request. */
class OpenInvokes {
  /** @type {Map<number, Invoke>} */
  #invokes = new Map();

  /** How many there are. */
  get size() {
    return this.#invokes.size;
  }

  /**
   * @param {number} request
   * @param {string} channel
   * @param {() => void} onDestroyed called before it rejects because main has let go
   * @returns {Promise<any>} main's reply, as `[error, result]`
   */
  open(request, channel, onDestroyed) {
    return new Promise((resolve, reject) => {
      this.#invokes.set(request, { channel, onDestroyed, resolve, reject });
    });
  }

  /**
   * @param {number} request
   * @param {any} reply
   * @returns {boolean} whether there was such an invoke
   */
  settle(request, reply) {
    const invoke = this.#invokes.get(request);
    if (invoke === undefined) return false;
    this.#invokes.delete(request);
    invoke.resolve(reply);
    return true;
  }

  /** Main has let go of the renderer: none will be answered. */
  destroy() {
    const invokes = [...this.#invokes.values()];
    this.#invokes.clear();
    for (const { channel, onDestroyed, reject } of invokes) {
      onDestroyed();
      reject(
        ipcError(
          'ERR_IPC_DESTROYED',
          `ipcRenderer.invoke('${channel}') will not be answered: its main has destroyed this renderer or has ended`,
        ),
      );
    }
  }
}

module.exports = { OpenInvokes };
