// @ts-check
'use strict';

const prevented = new WeakSet();

/** Has the event keep something alive. @type {(event: Event, companion: object) => void} */
let keepWith;

/**
 * The event object of main-side emitters (contract 3.1). Its own properties depend on what it is of.
 */
class Event {
  /** @type {object | undefined} */
  #companion;

  static {
    keepWith = (event, companion) => {
      event.#companion ??= companion;
    };
  }

  get defaultPrevented() {
    return prevented.has(this);
  }

  preventDefault() {
    prevented.add(this);
  }
}

module.exports = { Event, keepWith };
