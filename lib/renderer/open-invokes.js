// @ts-check
'use strict';

const { ipcError } = require('../common/errors');

/**
 * @typedef {object} Invoke
 * @property {number} request
 * @property {string} channel
 * @property {() => void} onDestroyed
 * @property {(reply: any) => void} resolve
 * @property {(error: Error) => void} reject
 */

/**
 * The invokes of one renderer that main has not answered yet, by the number of their request. Most are in an array, each at
 * one of two places that the last digits of its number say. A Map that is filled and emptied all the time is rehashed all the time, and V8 leads from each
 * table to the next: once a dead one is old, the young collector keeps all that come after it, with what they refer to.
 */
class OpenInvokes {
  /** Of a length that is a power of two. @type {(Invoke | undefined)[]} */
  #slots = Array.from({ length: 64 });
  /** Those whose place is taken by another. @type {Map<number, Invoke>} */
  #crowded = new Map();
  #size = 0;

  /** How many there are. */
  get size() {
    return this.#size;
  }

  /**
   * @param {number} request
   * @param {string} channel
   * @param {() => void} onDestroyed called before it rejects because main has let go
   * @returns {Promise<any>} main's reply, as `[error, result]`
   */
  open(request, channel, onDestroyed) {
    return new Promise((resolve, reject) => {
      this.#size++;
      this.#place({ request, channel, onDestroyed, resolve, reject });
    });
  }

  /** @param {Invoke} invoke */
  #place(invoke) {
    const slots = this.#slots;
    const first = invoke.request & (slots.length - 1);
    const second = first ^ (slots.length / 2);
    if (slots[first] === undefined) slots[first] = invoke;
    else if (slots[second] === undefined) slots[second] = invoke;
    else this.#crowd(invoke);
  }

  /** @param {Invoke} invoke */
  #crowd(invoke) {
    this.#crowded.set(invoke.request, invoke);
    // Those that stay open long meet all that have the same digits: of eight places, seven are to be free.
    if (this.#size * 8 <= this.#slots.length) return;
    const all = this.#all();
    this.#slots = Array.from({ length: 8 * this.#slots.length });
    this.#crowded.clear();
    for (const each of all) this.#place(each);
  }

  /** In the order of asking. */
  #all() {
    const all = [...this.#slots, ...this.#crowded.values()];
    const open = /** @type {Invoke[]} */ (all.filter((invoke) => invoke !== undefined));
    return open.sort((one, other) => one.request - other.request);
  }

  /**
   * @param {number} request
   * @param {any} reply
   * @returns {boolean} whether there was such an invoke
   */
  settle(request, reply) {
    const invoke = this.#take(request);
    if (invoke === undefined) return false;
    this.#size--;
    invoke.resolve(reply);
    return true;
  }

  /** @param {number} request */
  #take(request) {
    const slots = this.#slots;
    const first = request & (slots.length - 1);
    const second = first ^ (slots.length / 2);
    for (const slot of [first, second]) {
      const invoke = slots[slot];
      if (invoke?.request !== request) continue;
      slots[slot] = undefined;
      return invoke;
    }
    const invoke = this.#crowded.get(request);
    this.#crowded.delete(request);
    return invoke;
  }

  /** Main has let go of the renderer: none will be answered. */
  destroy() {
    const invokes = this.#all();
    this.#slots.fill(undefined);
    this.#crowded.clear();
    this.#size = 0;
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
