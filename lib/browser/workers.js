// @ts-check
'use strict';

const { setImmediate } = require('node:timers');
const binding = require('../common/binding');
const { acceptCourier } = require('../common/port-route');
const { watchWorkers } = require('../common/watch-workers');
const { hub } = require('./hub');

/** @typedef {import('node:worker_threads').Worker} Worker */
/** @typedef {{ code: number, error: any }} Exit how a thread has ended */
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
    byWorker.set(worker, known);
    byThread.set(known.thread, known);
    binding.watchThread(known.thread);
  }
  return known;
}

/** Begins to watch the Workers of this thread. */
function watch() {
  watchWorkers((worker, name, value) => {
    switch (name) {
      case 'online':
        know(worker);
        return;
      case 'error':
        know(worker).error = value;
        return;
      case 'exit':
        ended(know(worker), value);
        return;
      case 'message':
        return acceptCourier(value, (id, peer, port) => {
          if (id !== hub.endpoint.id) return false;
          hub.addCourier(peer, port);
          return true;
        });
    }
  });
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
  known.waiting?.(known.exit);
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
