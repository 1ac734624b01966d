// @ts-check
'use strict';

const { Worker } = require('node:worker_threads');
const { passOnCourier } = require('./port-route');
const { PROTOCOL } = require('./protocol');

/**
 * @typedef {object} Watcher
 * @property {(worker: Worker, name: string, value: any) => boolean | void} see an event of a Worker that
 *   this thread has started, before its listeners see it; `true` takes it out
 * @property {() => void} exit this thread ends its JavaScript
 */

const KEY = Symbol.for(`ipcmain.watchers.${PROTOCOL}`);

/**
 * Watches this thread and its Workers. However often the package is loaded, it hangs itself in once.
 *
 * @param {Watcher} watcher
 */
function watchThread(watcher) {
  const shared = /** @type {any} */ (Worker);
  if (!Object.hasOwn(shared, KEY)) {
    Object.defineProperty(shared, KEY, { value: [] });
    hangIn(shared[KEY]);
  }
  shared[KEY].push(watcher);
}

/**
 * A Worker's `emit` is the one place to see all its events: it adds no listener that a user could count,
 * and it can take out a message that is not for the user.
 *
 * @param {Watcher[]} watchers
 */
function hangIn(watchers) {
  const { emit } = Worker.prototype;
  Object.defineProperty(Worker.prototype, 'emit', {
    configurable: true,
    writable: true,
    /** @this {Worker} */
    value: function (/** @type {string} */ name, /** @type {any[]} */ ...args) {
      let taken = false;
      for (const { see } of watchers) taken = see(this, name, args[0]) === true || taken;
      // Only what none of them knows: a thread has as many as the package was evaluated in it.
      taken ||= name === 'message' && passOnCourier(args[0]);
      return taken || Reflect.apply(emit, this, [name, ...args]);
    },
  });
  process.on('exit', () => {
    for (const { exit } of watchers) exit();
  });
}

module.exports = { watchThread };
