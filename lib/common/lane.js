// @ts-check
'use strict';

const { Queue } = require('./queue');
const { setImmediate } = require('./real-timers');

/** @typedef {import('../common/inbox').Delivery} Delivery */

/**
 * Keeps the messages of one sender in order when one has to wait for its ports. Each is still
 * delivered as a task of its own.
 */
class Lane {
  #isReady;
  #dispatch;
  /** @type {Queue<Delivery>} */
  #held = new Queue();
  #scheduled = false;
  #abandoned = false;

  /**
   * @param {(delivery: Delivery) => boolean} isReady
   * @param {(delivery: Delivery) => void} dispatch
   */
  constructor(isReady, dispatch) {
    this.#isReady = isReady;
    this.#dispatch = dispatch;
  }

  /** Whether no message waits here. */
  get isEmpty() {
    return this.#held.length === 0;
  }

  /** How many messages wait here. */
  get length() {
    return this.#held.length;
  }

  /** @param {Delivery} delivery */
  deliver(delivery) {
    if (this.#held.length > 0 || !this.#mayGo(delivery)) this.#held.push(delivery);
    else this.#dispatch(delivery);
  }

  /**
   * What waits is for another lane.
   *
   * @returns {Delivery[]} all that was held
   */
  empty() {
    return this.#held.takeAll();
  }

  /**
   * What came before all that is delivered from now on.
   *
   * @param {Delivery[]} held in another lane
   */
  hold(held) {
    const newer = this.#held.takeAll();
    for (const delivery of [...held, ...newer]) this.#held.push(delivery);
    this.resume();
  }

  /** Ports that are not here will not come: nothing waits for them any more. */
  abandon() {
    this.#abandoned = true;
    this.resume();
  }

  /** @param {Delivery} delivery */
  #mayGo(delivery) {
    return this.#abandoned || this.#isReady(delivery);
  }

  /** Ports have come: what was held may be ready now. */
  resume() {
    if (this.#scheduled || this.#held.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#deliverHeld());
  }

  #deliverHeld() {
    this.#scheduled = false;
    const { next } = this.#held;
    if (next === undefined || !this.#mayGo(next)) return;
    this.#held.shift();
    // Before the listeners run: one that throws must not hold up the rest.
    this.resume();
    this.#dispatch(next);
  }
}

module.exports = { Lane };
