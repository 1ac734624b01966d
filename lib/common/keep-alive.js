// @ts-check
'use strict';

const { runInThisContext } = require('node:vm');
// Taken from the module, not from the global: test runners replace the global ones.
const { setInterval } = require('./real-timers');

const LONGEST_DELAY = 2 ** 31 - 1;

const ignore = runInThisContext('() => {}');

/**
 * Keeps the event loop alive, as long as it is not unref'd, and has no other use: it is due in 24 days. There is one,
 * because to make one for each call takes twenty times as long as to ref it. Node keeps it for ever, but it refers to
 * nothing of this package while nobody wants it. It is made here, so that of what an AsyncLocalStorage holds it can only keep
 * what is there when the package is loaded.
 *
 * @type {NodeJS.Timeout & { wanting?: KeepAlive[] | undefined }}
 */
const timer = setInterval(ignore, LONGEST_DELAY).unref();

/** Those that want it, each at its own place. @type {KeepAlive[]} */
const wanting = [];

/** Keeps the event loop of this thread alive while it is wanted, and what wants it from being collected. */
class KeepAlive {
  /** Only kept. */
  #owner;
  /** Where it is in `wanting`, or -1. */
  #place = -1;

  /** @param {object} owner what wants it */
  constructor(owner) {
    this.#owner = owner;
  }

  get isWanted() {
    return this.#place >= 0;
  }

  /** @param {boolean} wanted */
  set(wanted) {
    if (wanted === this.isWanted) return;
    if (wanted) this.#enter();
    else this.#leave();
  }

  #enter() {
    this.#place = wanting.push(this) - 1;
    if (wanting.length > 1) return;
    timer.wanting = wanting;
    timer.ref();
  }

  #leave() {
    const last = /** @type {KeepAlive} */ (wanting.pop());
    if (last !== this) {
      wanting[this.#place] = last;
      last.#place = this.#place;
    }
    this.#place = -1;
    if (wanting.length > 0) return;
    timer.wanting = undefined;
    timer.unref();
  }
}

module.exports = { KeepAlive };
