// @ts-check
'use strict';

const { Worker } = require('node:worker_threads');

/**
 * Sees the events of all Workers that this thread has started, before their listeners do.
 *
 * Their `emit` is the one place for that: it adds no listener that a user could count, and it can take
 * out a message that is not for the user.
 *
 * @param {(worker: Worker, name: string, value: any) => boolean | void} see `true` takes the event out
 */
function watchWorkers(see) {
  const { emit } = Worker.prototype;
  Object.defineProperty(Worker.prototype, 'emit', {
    configurable: true,
    writable: true,
    /** @this {Worker} */
    value: function (/** @type {string} */ name, /** @type {any[]} */ ...args) {
      return see(this, name, args[0]) === true || Reflect.apply(emit, this, [name, ...args]);
    },
  });
}

module.exports = { watchWorkers };
