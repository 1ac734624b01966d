// @ts-check
'use strict';

const { setImmediate } = require('node:timers');

/** @typedef {import('../common/inbox').Delivery} Delivery */

/**
 * Keeps the messages of one sender in order when one has to wait for its ports. Each is still
 * delivered as a task of its own.
 */
class Lane {
  #isReady;
  #dispatch;
  /** @type {Delivery[]} */
  #held = [];
  #scheduled = false;
  #abandoned = false;
  #isLast;

  /**
   * @param {(delivery: Delivery) => boolean} isReady
   * @param {(delivery: Delivery) => void} dispatch
   * @param {(delivery: Delivery) => boolean} isLast whether the sender has ended with this one
   */
  constructor(isReady, dispatch, isLast) {
    this.#isReady = isReady;
    this.#dispatch = dispatch;
    this.#isLast = isLast;
  }

  /** @param {Delivery} delivery */
  deliver(delivery) {
    if (this.#held.length > 0 || !this.#isReady(delivery)) this.#hold(delivery);
    else this.#dispatch(delivery);
  }

  /** @param {Delivery} delivery */
  #hold(delivery) {
    this.#held.push(delivery);
    if (!this.#isLast(delivery)) return;
    // What the sender still had to send has been sent, so one whole turn of the event loop brings it.
    setImmediate(() =>
      setImmediate(() => {
        this.#abandoned = true;
        this.resume();
      }),
    );
  }

  /** Ports have come: what was held may be ready now. */
  resume() {
    if (this.#scheduled || this.#held.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#deliverHeld());
  }

  #deliverHeld() {
    this.#scheduled = false;
    const next = this.#held[0];
    if (next === undefined || !(this.#abandoned || this.#isReady(next))) return;
    this.#held.shift();
    // Before the listeners run: one that throws must not hold up the rest.
    this.resume();
    this.#dispatch(next);
  }
}

module.exports = { Lane };
