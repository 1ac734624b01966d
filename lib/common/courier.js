// @ts-check
'use strict';

const { receiveMessageOnPort } = require('node:worker_threads');

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
    this.#port.postMessage(ports, ports);
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
    return /** @type {MessagePort[]} */ (this.#arrived.shift());
  }

  close() {
    this.#port.close();
  }
}

module.exports = { Courier };
