// @ts-check
'use strict';

const { setImmediate } = require('node:timers');
const { Courier } = require('../common/courier');
const { closePorts } = require('../common/detach-port');
const { Lane } = require('../common/lane');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/** The ports of one connection: those that go to its renderer, and those that come from it. */
class PortLink {
  /** @type {Courier | undefined} */
  #courier;
  /** Ports for a renderer that has not opened its courier so far. @type {MessagePort[][]} */
  #outgoing = [];
  #lane;

  /** @param {(delivery: Delivery) => void} dispatch gets the messages of the renderer, in order */
  constructor(dispatch) {
    const isReady = (/** @type {Delivery} */ { ports }) =>
      ports === 0 || this.#courier?.isReady === true;
    this.#lane = new Lane(isReady, dispatch);
  }

  /** Whether no message waits here. */
  get isIdle() {
    return this.#lane.isEmpty;
  }

  /** @param {MessagePort} port to the renderer, which has opened its courier */
  open(port) {
    const courier = new Courier(port, () => this.#lane.resume());
    this.#courier = courier;
    for (const ports of this.#outgoing.splice(0)) courier.send(ports);
    this.#lane.resume();
  }

  /** @param {MessagePort[]} ports of one message to the renderer */
  send(ports) {
    if (this.#courier === undefined) this.#outgoing.push(ports);
    else this.#courier.send(ports);
  }

  /** @param {Delivery} delivery the next message of the renderer */
  deliver(delivery) {
    this.#lane.deliver(delivery);
  }

  /** @returns {MessagePort[] | undefined} the ports of a message; nothing when they were lost with their renderer */
  take() {
    return this.#courier?.isReady ? this.#courier.take() : undefined;
  }

  /** The renderer takes nothing more: what it has not got is closed. */
  closeOutgoing() {
    for (const ports of this.#outgoing.splice(0)) closePorts(ports);
  }

  /** The renderer's thread has ended, and all that it sent is here. */
  finish() {
    this.closeOutgoing();
    this.#lane.abandon();
  }

  /** The renderer's connection has ended. What it sent before is here after one turn of the event loop. */
  finishSoon() {
    setImmediate(() => setImmediate(() => this.finish()));
  }

  /** Main forgets the renderer: nobody gets what is here. */
  close() {
    this.closeOutgoing();
    this.#courier?.close();
  }
}

module.exports = { PortLink };
