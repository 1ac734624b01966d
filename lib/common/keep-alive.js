// @ts-check
'use strict';

// Taken from the module, not from the global: test runners replace the global ones.
const { setInterval, clearInterval } = require('./real-timers');

const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Keeps the event loop of this thread alive while it is wanted, and what wants it from being collected. It never
 * wakes the thread: its timer is due in 24 days.
 */
class KeepAlive {
  #owner;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {object} owner what wants it */
  constructor(owner) {
    this.#owner = owner;
  }

  get isWanted() {
    return this.#timer !== undefined;
  }

  /** @param {boolean} wanted */
  set(wanted) {
    if (wanted === (this.#timer !== undefined)) return;
    if (wanted) {
      this.#timer = setInterval(() => this.#owner, LONGEST_DELAY);
    } else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}

module.exports = { KeepAlive };
