// @ts-check
'use strict';

const { nextTick } = require('../common/real-timers');

/**
 * Emits an event of the package's own. A listener that throws is an uncaught exception of its own, as with
 * events that native code emits: what the package does next does not depend on it.
 *
 * @param {import('node:events').EventEmitter} emitter
 * @param {string} name
 * @param {...any} args
 */
function emit(emitter, name, ...args) {
  try {
    emitter.emit(name, ...args);
  } catch (error) {
    nextTick(() => {
      throw error;
    });
  }
}

module.exports = { emit };
