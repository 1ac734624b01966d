// @ts-check
'use strict';

const path = require('node:path');
const { MessageChannel, isMainThread, parentPort, threadId } = require('node:worker_threads');
const { closePorts } = require('../common/detach-port');
const { ipcError } = require('../common/errors');
const { openRoute } = require('../common/port-route');
const { requireOutside } = require('../common/require-outside');
const { hub } = require('../browser/hub');
const { isClosed } = require('../common/known-ports');

const { Courier, sharedCourier } = requireOutside(
  path.join(__dirname, '../common/courier.js'),
  () => require('../common/courier'),
);

/** @typedef {import('../common/courier').Courier} CourierToMain */
/** @typedef {import('../common/port-bridges').PortBridges} PortBridges */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {InstanceType<typeof import('../common/binding').RendererEndpoint>} Endpoint */

/** The ports between a renderer and its main. Their courier is opened when the first of them needs it. */
class RendererPorts {
  #open;
  #onArrival;
  /** @type {CourierToMain | PortBridges | undefined} */
  #courier;

  /**
   * @param {(onArrival: () => void) => CourierToMain | PortBridges} open gives this end of the courier, or what is in its place
   * @param {() => void} onArrival called when ports have come by themselves
   */
  constructor(open, onArrival) {
    this.#open = open;
    this.#onArrival = onArrival;
  }

  #opened() {
    this.#courier ??= this.#open(this.#onArrival);
    return this.#courier;
  }

  /**
   * Sends ports, before the message that names them is queued.
   *
   * @param {MessagePort[]} ports
   * @throws `ERR_IPC_PORT_ROUTE` when they cannot reach main; they are closed then
   */
  send(ports) {
    try {
      this.#opened().send(ports);
    } catch (error) {
      closePorts(ports);
      throw error;
    }
  }

  /**
   * The message of the last ports was refused, so nobody will take them.
   *
   * @param {number} count
   */
  refused(count) {
    this.#courier?.refused(count);
  }

  /** Whether the ports of the next message are here, or can never come; then a warning says why. */
  get isReady() {
    try {
      return this.#opened().isReady;
    } catch (error) {
      process.emitWarning(/** @type {Error} */ (error));
      return true;
    }
  }

  /**
   * @param {number} count
   * @returns {MessagePort[] | undefined} the ports of the next message; nothing when they can never come
   */
  take(count) {
    const ports = this.#courier?.take(count);
    // A list of this realm.
    return ports && [...ports];
  }
}

/**
 * @param {Endpoint} endpoint
 * @returns {MessagePort} this end of a courier to a main that is another thread
 * @throws `ERR_IPC_PORT_ROUTE`
 */
function openToParent(endpoint) {
  if (parentPort !== null && isClosed(parentPort)) {
    throw ipcError(
      'ERR_IPC_PORT_ROUTE',
      'ipcmain: a MessagePort cannot reach or leave this Worker: its parentPort was closed before the ' +
        'first one did. Close parentPort later.',
    );
  }
  return openRoute(endpoint.hub, endpoint.peer, () => endpoint.isReleased);
}

/**
 * @param {Endpoint} endpoint
 * @param {() => void} onArrival called when ports have come by themselves
 */
function courierToParent(endpoint, onArrival) {
  // All evaluations of the package use one connection, which has one courier.
  return sharedCourier(endpoint.peer, () => openToParent(endpoint), onArrival);
}

/**
 * @param {Endpoint} endpoint
 * @param {() => void} onArrival called when ports have come by themselves
 */
function courierHere({ peer }, onArrival) {
  const { port1, port2 } = new MessageChannel();
  hub.addCourier(peer, threadId, port2);
  return new Courier(port1, onArrival);
}

module.exports = { RendererPorts, courierHere, courierToParent };
