// @ts-check
'use strict';

const { MessagePort, receiveMessageOnPort } = require('node:worker_threads');

const { closePorts, movePort } = require('./detach-port');

const { PROTOCOL } = require('./protocol');
const { Queue } = require('./queue');

/** @typedef {import('node:worker_threads').MessagePort} Port */

/**
 * Carries ports beside the envelopes that name them: only a port of Node can carry another. The ports
 * of one envelope are one message, sent before the envelope is posted.
 */
class Courier {
  #port;
  #onArrival;
  /** @type {Queue<Port[]>} */
  #arrived = new Queue();

  /**
   * @param {Port} port
   * @param {() => void} onArrival called when ports have come by themselves
   */
  constructor(port, onArrival) {
    this.#port = port;
    this.#onArrival = onArrival;
    port.on('message', (ports) => {
      this.#arrived.push(ports);
      this.#onArrival();
    });
    // What is on its way is announced by an envelope; that keeps the thread alive, not this.
    port.unref();
  }

  /** @param {() => void} onArrival called from now on */
  set onArrival(onArrival) {
    this.#onArrival = onArrival;
  }

  /** @param {Port[]} ports */
  send(ports) {
    // Fresh objects: the other end of one may have closed since it was taken.
    const moved = ports.map(movePort);
    this.#port.postMessage(moved, moved);
  }

  /** Whether the ports of the next envelope are here. */
  get isReady() {
    if (this.#arrived.length > 0) return true;
    const message = receiveMessageOnPort(this.#port);
    if (message !== undefined) this.#arrived.push(message.message);
    return message !== undefined;
  }

  /** The ports of the next envelope, which must be here. */
  take() {
    // Fresh objects: one that Node has closed here already would never say so to who gets it.
    return Array.from(/** @type {Port[]} */ (this.#arrived.shift()), movePort);
  }

  /** The thread at the other end has ended, and its ports with it. */
  hangUp() {}

  /** The message was refused, so nobody will take its ports. */
  refused() {}

  /** Closes what nobody has taken as well. */
  close() {
    for (const ports of this.#arrived.takeAll()) closePorts(ports);
    this.#port.close();
  }
}

const KEY = Symbol.for(`ipcmain.couriers.${PROTOCOL}`);

/**
 * The courier of a connection, one for all evaluations of the package in this thread. The last one to ask for it is told
 * what arrives.
 *
 * @param {number} peer whose connection it is
 * @param {() => Port} open gives this end of it when it is asked for first
 * @param {() => void} onArrival called when ports have come by themselves
 * @returns {Courier}
 */
function sharedCourier(peer, open, onArrival) {
  // On what all realms of the thread have in common.
  const shared = /** @type {any} */ (MessagePort);
  if (!Object.hasOwn(shared, KEY)) Object.defineProperty(shared, KEY, { value: new Map() });
  const couriers = shared[KEY];
  if (couriers.has(peer)) couriers.get(peer).onArrival = onArrival;
  else couriers.set(peer, new Courier(open(), onArrival));
  return couriers.get(peer);
}

module.exports = { Courier, sharedCourier };
