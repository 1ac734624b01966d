// @ts-check
'use strict';

const { ipcError } = require('../common/errors');

/**
 * @typedef {object} Invoke
 * @property {number} request
 * @property {string} channel
 * @property {(result: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {Promise<any>} promise
 */

const ignore = () => {};

/** That of async functions: programs put others in the place of the global one. @type {PromiseConstructor} */
const NativePromise = /** @type {any} */ ((async () => {})().constructor);

/** What ends the promise that was made last. */
const held = { resolve: ignore, reject: ignore };

/**
 * What a new promise calls. One function for all is quicker than one for each.
 *
 * @param {(value?: any) => void} resolve
 * @param {(reason?: any) => void} reject
 */
function hold(resolve, reject) {
  held.resolve = resolve;
  held.reject = reject;
}

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
  #fail;

  /** @param {(channel: string, reply: any) => Promise<never>} fail what one whose answer is no result becomes */
  constructor(fail) {
    this.#fail = fail;
  }

  /** How many there are. */
  get size() {
    return this.#size;
  }

  /**
   * @param {number} request
   * @param {string} channel
   * @returns {Promise<any>} the result. That no answer can come any more, `ERR_IPC_DESTROYED`, is told to who waits;
   *   where nobody does, it is not an unhandled rejection
   */
  open(request, channel) {
    const promise = new NativePromise(hold);
    this.#size++;
    this.#place({ request, channel, resolve: held.resolve, reject: held.reject, promise });
    // It would keep the result.
    held.resolve = held.reject = ignore;
    return promise;
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

  /**
   * One that has failed before it was asked.
   *
   * @param {unknown} error
   * @returns {Promise<never>}
   */
  static failed(error) {
    return NativePromise.reject(error);
  }

  /** In the order of asking. */
  #all() {
    const all = [...this.#slots, ...this.#crowded.values()];
    const open = /** @type {Invoke[]} */ (all.filter((invoke) => invoke !== undefined));
    return open.sort((one, other) => one.request - other.request);
  }

  /**
   * @param {number} request
   * @param {any} reply main's, as `[error, result]`
   * @returns {boolean} whether there was such an invoke
   */
  settle(request, reply) {
    const invoke = this.#take(request);
    if (invoke === undefined) return false;
    this.#size--;
    // Not the reply itself: a promise looks for a `then` in every object that it gets.
    if (reply === null || reply[0]) invoke.resolve(this.#fail(invoke.channel, reply));
    else invoke.resolve(reply[1]);
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
    for (const { channel, promise, reject } of invokes) {
      promise.catch(ignore);
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
