// @ts-check
'use strict';

const { subscribe } = require('node:diagnostics_channel');
const { Worker } = require('node:worker_threads');
const { passOnCourier } = require('./port-route');
const { PROTOCOL } = require('./protocol');

/**
 * @typedef {object} Watcher
 * @property {(worker: Worker, name: string, value: any) => boolean | void} see an event of a Worker that
 *   this thread has started, before its listeners see it; `true` takes it out
 * @property {() => void} exit this thread ends its JavaScript
 */
/**
 * @typedef {object} Asker
 * @property {number} peer whose connection it uses
 * @property {(request: number, value: any, isForeign?: boolean) => boolean} takeAnswer whether it has asked that
 * @property {() => void} release main has let go of the connection
 */

const KEY = Symbol.for(`ipcmain.watchers.${PROTOCOL}`);

/**
 * Watches this thread and its Workers, as long as something else keeps the watcher alive: a thread has as many
 * as the package was evaluated in it, and test runners do that for every test file.
 *
 * @param {Watcher} watcher
 */
function watchThread(watcher) {
  watchers().add(watcher);
}

/**
 * Keeps all watchers of the present alive until a Worker ends: it may be a renderer of any of them.
 *
 * @param {Worker} worker one that has not ended
 */
function keepWatching(worker) {
  watchers().hold(worker);
}

/**
 * Keeps one thing of a kind alive until another of that kind takes its place.
 *
 * @template {object} T
 * @param {'main' | 'renderer'} kind
 * @param {T} newest what is found by all that comes to this thread from now on
 * @returns {T | undefined} whose place it takes
 */
function keepNewest(kind, newest) {
  const { newest: all } = watchers();
  const earlier = /** @type {T | undefined} */ (all.get(kind));
  all.set(kind, newest);
  return earlier;
}

/** What gets all that comes to this thread as a renderer: the one that was first used last. */
function newestRenderer() {
  return watchers().newest.get('renderer');
}

/**
 * Keeps alive who has asked main something, until it has been answered.
 *
 * @param {Asker} asker
 * @param {boolean} asks
 */
function keepAsking(asker, asks) {
  const { asking } = watchers();
  if (asks) asking.add(asker);
  else asking.delete(asker);
}

/**
 * What else in this thread uses the same connection to main: another evaluation of the package, as a renderer.
 *
 * @param {Asker} asker
 */
function sharersOf(asker) {
  const { asking, newest } = watchers();
  const all = new Set([...asking, /** @type {Asker | undefined} */ (newest.get('renderer'))]);
  return [...all].flatMap((other) =>
    other !== undefined && other !== asker && other.peer === asker.peer ? [other] : [],
  );
}

/**
 * Those of this thread: however often the package is loaded, it hangs itself in once.
 *
 * @returns {Watchers}
 */
function watchers() {
  const shared = /** @type {any} */ (Worker);
  if (!Object.hasOwn(shared, KEY)) {
    const made = new Watchers();
    Object.defineProperty(shared, KEY, { value: made });
    hangIn(made);
  }
  return shared[KEY];
}

class Watchers {
  /** @type {WeakRef<Watcher>[]} */
  #all = [];
  /** @type {Map<Worker, Watcher[]>} */
  #held = new Map();
  /** @type {Map<string, object>} */
  newest = new Map();
  /** @type {Set<Asker>} */
  asking = new Set();

  /** @param {Watcher} watcher */
  add(watcher) {
    this.#all.push(new WeakRef(watcher));
  }

  /** Those that live. */
  living() {
    const living = [];
    for (const reference of this.#all) {
      const watcher = reference.deref();
      if (watcher !== undefined) living.push(watcher);
    }
    if (living.length < this.#all.length) {
      this.#all = this.#all.filter((reference) => reference.deref() !== undefined);
    }
    return living;
  }

  /** @param {Worker} worker */
  hold(worker) {
    this.#held.set(worker, this.living());
  }

  /** @param {Worker} worker */
  release(worker) {
    this.#held.delete(worker);
  }
}

/**
 * A Worker's `emit` is the one place to see all its events: it adds no listener that a user could count,
 * and it can take out a message that is not for the user.
 *
 * @param {Watchers} watchers
 */
function hangIn(watchers) {
  const { emit } = Worker.prototype;
  Object.defineProperty(Worker.prototype, 'emit', {
    configurable: true,
    writable: true,
    /** @this {Worker} */
    value: function (/** @type {string} */ name, /** @type {any[]} */ ...args) {
      let taken = false;
      for (const { see } of watchers.living()) taken = see(this, name, args[0]) === true || taken;
      if (name === 'exit') watchers.release(this);
      // Only what none of them knows.
      taken ||= name === 'message' && passOnCourier(args[0]);
      return taken || Reflect.apply(emit, this, [name, ...args]);
    },
  });
  // From its start on: it may be a renderer long before it is 'online'.
  subscribe('worker_threads', (message) => watchers.hold(/** @type {any} */ (message).worker));
  process.on('exit', () => {
    for (const { exit } of watchers.living()) exit();
  });
}

module.exports = { keepAsking, keepNewest, keepWatching, newestRenderer, sharersOf, watchThread };
