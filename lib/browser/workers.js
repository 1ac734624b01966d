// @ts-check
'use strict';

const path = require('node:path');
const { setImmediate } = require('../common/real-timers');
const binding = require('../common/binding');
const { acceptCourier } = require('../common/port-route');
const { requireOutside } = require('../common/require-outside');
const { hub } = require('./hub');

const { keepNewest, keepWatching, watchThread } = requireOutside(
  path.join(__dirname, '../common/watch-thread.js'),
  () => require('../common/watch-thread'),
);

/** @typedef {import('node:worker_threads').Worker} Worker */
/** @typedef {{ code: number, error?: any, reason?: string }} Exit how a thread or a process has ended */
/** @typedef {{ thread: number, error?: any, exit?: Exit, waiting?: (exit: Exit) => void }} Known */

/** @type {WeakMap<Worker, Known>} */
const byWorker = new WeakMap();
/** @type {Map<number, Known>} */
const byThread = new Map();

/**
 * A Worker of this thread, whether it is a renderer or not.
 *
 * @param {Worker} worker
 * @returns {Known}
 */
function know(worker) {
  let known = byWorker.get(worker);
  if (known === undefined) {
    known = { thread: worker.threadId };
    keepWatching(worker);
    byWorker.set(worker, known);
    byThread.set(known.thread, known);
    binding.watchThread(known.thread);
  }
  return known;
}

/** Begins to watch this thread and its Workers, as long as the hub lives. */
function watch() {
  hub.watcher = {
    see(worker, name, value) {
      if (name === 'message') return acceptCourier(value, addCourier);
      if (name === 'online') know(worker);
      else if (name === 'error') know(worker).error = value;
      else if (name === 'exit') ended(know(worker), value);
      return false;
    },
    // Node ends Workers one after the other; those that wait for main need not wait for their turn.
    exit: () => hub.endpoint.releaseThreads(),
  };
  watchThread(hub.watcher);
  // Workers that start later find this hub, even when nothing else refers to it any more.
  hub.onActive = () => keepNewest('main', hub);
}

/**
 * @param {number} id
 * @param {number} peer
 * @param {number} thread
 * @param {import('node:worker_threads').MessagePort} port
 */
function addCourier(id, peer, thread, port) {
  if (id !== hub.endpoint.id) return false;
  hub.addCourier(peer, thread, port);
  return true;
}

/**
 * @param {Known} known
 * @param {number} code
 */
function ended(known, code) {
  known.exit = { code, error: known.error };
  // For one that was claimed but never came, this is the end of its connection.
  const isRenderer = hub.threadEnded(known.thread);
  if (!isRenderer) byThread.delete(known.thread);
  const { exit, waiting } = known;
  // Later, because it runs listeners of the user, and this is in the middle of the Worker's own event.
  if (waiting !== undefined) setImmediate(() => waiting(exit));
}

/**
 * Waits for the end of a thread whose renderer has said its last.
 *
 * @param {number} thread
 * @param {(exit: Exit | undefined) => void} onEnd gets nothing when another thread has started that one
 */
function whenEnded(thread, onEnd) {
  const known = byThread.get(thread);
  if (known !== undefined) return settle(known, onEnd);
  // It may have ended so fast that this thread has not heard of its start.
  setImmediate(() =>
    setImmediate(() => {
      const late = byThread.get(thread);
      if (late === undefined) onEnd(undefined);
      else settle(late, onEnd);
    }),
  );
}

/**
 * @param {Known} known
 * @param {(exit: Exit | undefined) => void} onEnd
 */
function settle(known, onEnd) {
  known.waiting = (exit) => {
    byThread.delete(known.thread);
    onEnd(exit);
  };
  if (known.exit !== undefined) known.waiting(known.exit);
}

module.exports = { know, watch, whenEnded };
