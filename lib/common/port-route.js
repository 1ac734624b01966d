// @ts-check
'use strict';

const { MessageChannel, Worker, parentPort, threadId } = require('node:worker_threads');
const binding = require('./binding');
const { ipcError } = require('./errors');

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/** Marks the one message that a renderer sends to the thread that started it. */
const HANDSHAKE = 'ipcmain:courier';

/** How long a renderer waits for the thread that started it to notice it, in milliseconds. */
const PATIENCE = 5000;

/**
 * Lets the Workers of this thread open a courier to their main. Such a request comes as a message of
 * the Worker; it is taken out before anybody else sees it.
 *
 * @param {(hub: number, peer: number, port: MessagePort) => boolean} accept whether the hub is here
 */
function watchWorkers(accept) {
  const { emit } = Worker.prototype;
  Object.defineProperty(Worker.prototype, 'emit', {
    configurable: true,
    writable: true,
    /** @this {Worker} */
    value: function (/** @type {string} */ name, /** @type {any[]} */ ...args) {
      if (name === 'online') binding.watchThread(this.threadId);
      if (name === 'message' && isHandshake(args[0]) && pass(args[0], accept)) return true;
      return Reflect.apply(emit, this, [name, ...args]);
    },
  });
}

/** @param {any} message */
function isHandshake(message) {
  return typeof message === 'object' && message !== null && Object.hasOwn(message, HANDSHAKE);
}

/**
 * @param {any} message
 * @param {(hub: number, peer: number, port: MessagePort) => boolean} accept
 */
function pass(message, accept) {
  const { hub, peer, port } = message[HANDSHAKE];
  if (accept(hub, peer, port)) return true;
  if (parentPort === null) return false;
  // A Worker of a Worker: main is further up.
  request(hub, peer, port);
  return true;
}

/**
 * Opens a courier to main, through the threads in between.
 *
 * @param {number} hub
 * @param {number} peer
 * @returns {MessagePort} this end of it
 * @throws `ERR_IPC_PORT_ROUTE` when the thread that started this one does not pass it on
 */
function openRoute(hub, peer) {
  waitUntilWatched();
  const { port1, port2 } = new MessageChannel();
  request(hub, peer, port2);
  return port1;
}

/**
 * @param {number} hub
 * @param {number} peer
 * @param {MessagePort} port
 */
function request(hub, peer, port) {
  parentPort?.postMessage({ [HANDSHAKE]: { hub, peer, port } }, [port]);
}

/** A Worker is noticed when the thread that started it next turns its event loop. */
function waitUntilWatched() {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !binding.isWatched(threadId); waited += 5) {
    if (waited >= PATIENCE) {
      throw ipcError(
        'ERR_IPC_PORT_ROUTE',
        'ipcmain: a MessagePort cannot reach the main of this Worker: the thread that started it has ' +
          'not loaded ipcmain, or has been blocked for 5 s. Load ipcmain there before starting Workers.',
      );
    }
    Atomics.wait(cell, 0, 0, 5);
  }
}

module.exports = { openRoute, watchWorkers };
