// @ts-check
'use strict';

const prevented = new WeakSet();

/**
 * The event object of main-side emitters (contract 3.1). Its own properties depend on what it is of.
 */
class Event {
  get defaultPrevented() {
    return prevented.has(this);
  }

  preventDefault() {
    prevented.add(this);
  }
}

module.exports = { Event };
