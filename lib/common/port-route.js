// @ts-check
'use strict';

const { MessageChannel, MessagePort, parentPort, threadId } = require('node:worker_threads');
const binding = require('./binding');
const { ipcError } = require('./errors');
const { isSeen } = require('./inheritance');

/** Marks the one message that a renderer sends to the thread that started it. */
const HANDSHAKE = 'ipcmain:courier';

/**
 * How long a renderer waits for the thread that started it to notice it when main has turned its event
 * loop since, in milliseconds. Then main is not that thread.
 */
const PATIENCE = 5000;

/** How long it waits for a main that is busy. */
const LONGEST = 60_000;

/** How long it sleeps between two looks. */
const STEP = 5;

/** Whether it has waited in vain before. */
let hasGivenUp = false;

/**
 * A renderer asks for its courier by a message of its Worker, which nobody else may see.
 *
 * @param {any} message any message of a Worker of this thread
 * @param {(hub: number, peer: number, thread: number, port: MessagePort) => boolean} accept whether the hub is here
 * @returns {boolean} whether it was such a message and has been dealt with
 */
function acceptCourier(message, accept) {
  const courier = courierIn(message);
  return courier !== undefined && accept(courier.hub, courier.peer, courier.thread, courier.port);
}

/**
 * What no hub of this thread has accepted: in a Worker of a Worker, main is further up.
 *
 * @param {any} message any message of a Worker of this thread
 * @returns {boolean} whether it was such a message and has been dealt with
 */
function passOnCourier(message) {
  const courier = parentPort === null ? undefined : courierIn(message);
  if (courier === undefined) return false;
  request(courier.hub, courier.peer, courier.thread, courier.port);
  return true;
}

/**
 * @param {any} message
 * @returns {{ hub: number, peer: number, thread: number, port: MessagePort } | undefined}
 */
function courierIn(message) {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, HANDSHAKE)) {
    return undefined;
  }
  const courier = message[HANDSHAKE];
  // Else a message of the user's that only looks like one.
  return courier?.port instanceof MessagePort ? courier : undefined;
}

/**
 * Opens a courier to main, through the threads in between.
 *
 * @param {number} hub
 * @param {number} peer
 * @param {() => boolean} isReleased whether main has ended
 * @returns {MessagePort} this end of it
 * @throws `ERR_IPC_PORT_ROUTE` when the thread that started this one does not pass it on
 */
function openRoute(hub, peer, isReleased) {
  if (!isWatched(hub, isReleased)) {
    throw ipcError(
      'ERR_IPC_PORT_ROUTE',
      'ipcmain: a MessagePort cannot reach the main of this Worker: the thread that started it has ' +
        'not loaded ipcmain, or has been blocked for 5 s. Load ipcmain there before starting Workers.',
    );
  }
  const { port1, port2 } = new MessageChannel();
  request(hub, peer, threadId, port2);
  return port1;
}

/**
 * @param {number} hub
 * @param {number} peer
 * @param {number} thread the renderer's own
 * @param {MessagePort} port
 */
function request(hub, peer, thread, port) {
  parentPort?.postMessage({ [HANDSHAKE]: { hub, peer, thread, port } }, [port]);
}

/**
 * Waits until the thread that started this one has noticed it, which it does when it next turns its
 * event loop. A main may be busy for long; only one that has turned and still knows nothing of this
 * thread has not started it.
 *
 * @param {number} hub
 * @param {() => boolean} isReleased
 * @returns {boolean} false when that thread passes nothing on
 */
function isWatched(hub, isReleased) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  let patience = hasGivenUp ? 0 : PATIENCE;
  for (let waited = 0; !binding.isWatched(threadId); waited += STEP) {
    // What is sent then says so.
    if (isReleased()) return true;
    if (isSeen(hub) || hasGivenUp) patience -= STEP;
    hasGivenUp = patience < 0 || waited >= LONGEST;
    if (hasGivenUp) return false;
    Atomics.wait(cell, 0, 0, STEP);
  }
  return true;
}

module.exports = { acceptCourier, openRoute, passOnCourier };
