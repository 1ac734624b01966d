// @ts-check
'use strict';

const { setImmediate } = require('../common/real-timers');
const { Courier } = require('../common/courier');
const { closePorts } = require('../common/detach-port');
const { Lane } = require('../common/lane');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {import('../common/port-bridges').PortBridges} PortBridges */

/** The ports of one connection: those that go to its renderer, and those that come from it. */
class PortLink {
  /** @type {Courier | PortBridges | undefined} */
  #courier;
  /** Ports for a renderer that has not opened its courier so far. @type {MessagePort[][]} */
  #outgoing = [];
  #bridges;
  #lane;

  /**
   * @param {(delivery: Delivery) => void} dispatch gets the messages of the renderer, in order
   * @param {PortBridges} [bridges] what carries its ports where it is in another process
   */
  constructor(dispatch, bridges) {
    this.#courier = bridges;
    this.#bridges = bridges;
    const isReady = (/** @type {Delivery} */ { ports }) =>
      ports === 0 || this.#courier?.isReady === true;
    this.#lane = new Lane(isReady, dispatch);
  }

  /** What carries its ports, where the renderer is in another process. */
  get bridges() {
    return this.#bridges;
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

  /**
   * @param {Delivery} delivery
   * @returns {MessagePort[] | undefined} its ports; nothing when they were lost with their renderer
   */
  take({ ports }) {
    return this.#courier?.isReady ? this.#courier.take(ports) : undefined;
  }

  /**
   * The message of the last ports was refused, so nobody will take them.
   *
   * @param {number} count
   */
  refused(count) {
    this.#courier?.refused(count);
    this.closeOutgoing();
  }

  /** The renderer takes nothing more: what it has not got is closed. */
  closeOutgoing() {
    for (const ports of this.#outgoing.splice(0)) closePorts(ports);
  }

  /** The renderer's thread has ended, and all that it sent is here. */
  finish() {
    this.closeOutgoing();
    this.#lane.abandon();
    this.#courier?.hangUp();
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
