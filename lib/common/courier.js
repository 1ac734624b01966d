// @ts-check
'use strict';

const { receiveMessageOnPort } = require('node:worker_threads');

const { closePorts, movePort } = require('./detach-port');

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/**
 * Carries ports beside the envelopes that name them: only a port of Node can carry another. The ports
 * of one envelope are one message, sent before the envelope is posted.
 */
class Courier {
  #port;
  /** @type {MessagePort[][]} */
  #arrived = [];

  /**
   * @param {MessagePort} port
   * @param {() => void} onArrival called when ports have come by themselves
   */
  constructor(port, onArrival) {
    this.#port = port;
    port.on('message', (ports) => {
      this.#arrived.push(ports);
      onArrival();
    });
    // What is on its way is announced by an envelope; that keeps the thread alive, not this.
    port.unref();
  }

  /** @param {MessagePort[]} ports */
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
    return Array.from(/** @type {MessagePort[]} */ (this.#arrived.shift()), movePort);
  }

  /** The thread at the other end has ended, and its ports with it. */
  hangUp() {}

  /** The message was refused, so nobody will take its ports. */
  refused() {}

  /** Closes what nobody has taken as well. */
  close() {
    for (const ports of this.#arrived.splice(0)) closePorts(ports);
    this.#port.close();
  }
}

module.exports = { Courier };
