// @ts-check
'use strict';

/** The event object of main-side emitters (contract 3.1). Its own properties depend on what it is of. */
class Event {
  #defaultPrevented = false;

  get defaultPrevented() {
    return this.#defaultPrevented;
  }

  preventDefault() {
    this.#defaultPrevented = true;
  }
}

module.exports = { Event };
