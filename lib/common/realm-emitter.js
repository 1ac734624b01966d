// @ts-check
'use strict';

const { EventEmitter } = require('node:events');

/** An `EventEmitter` whose lists are of the realm of this file: those of Node's own methods are of Node's. */
class RealmEmitter extends EventEmitter {
  eventNames() {
    return [...super.eventNames()];
  }

  /** @param {string | symbol} name */
  listeners(name) {
    return [...super.listeners(name)];
  }

  /** @param {string | symbol} name */
  rawListeners(name) {
    return [...super.rawListeners(name)];
  }
}

module.exports = { RealmEmitter };
