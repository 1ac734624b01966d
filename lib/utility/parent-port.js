// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { threadId } = require('node:worker_threads');
const { MessagePortMain } = require('../browser/message-port-main');
const binding = require('../common/binding');
const { serialize } = require('../common/codec/raw-serializer');
const { flushAtExit } = require('../common/flush-bridges');
const { hangUpBell } = require('../common/hang-up');
const { Inbox } = require('../common/inbox');
const { KeepAlive } = require('../common/keep-alive');
const { Lane } = require('../common/lane');
const { kinds } = require('../common/message-kinds');
const { done, outbox, writeSerialized, writeValue } = require('../common/outbox');
const { PortBridges } = require('../common/port-bridges');
const { pump } = require('../common/pump');
const { GONE, refusalError } = require('../common/refusal');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {import('../../binding').RendererCalls} Calls */

/** How many messages wait here at most: what is beyond waits where it is counted. */
const MOST_WAITING = 1024;

/**
 * What a utility process has of the one that has started it (contract 14). It delivers while somebody listens
 * for `'message'`; what comes meanwhile waits, and does not leave where it is counted.
 */
class ParentPort extends EventEmitter {
  #endpoint;
  /** @type {Calls} */
  #calls;
  #inbox = new Inbox();
  #isStarted = false;
  #isOpen = false;
  /** Whether something was left because too much waits here. */
  #isFull = false;
  #alive = new KeepAlive(this);
  /** The native side does not keep it alive: this does. */
  #onRing = () => pump(this.#inbox, (delivery) => this.#deliver(delivery), this.#calls);
  #bridges = new PortBridges(false, {
    admit: (offset) => this.#calls.admit(offset),
    tell: (kind, port, offset, ports) => this.#calls.tellPort(kind, port, offset, ports),
  });
  /** The ports of messages that wait in the lane. @type {Map<Delivery, MessagePort[]>} */
  #carried = new Map();
  #lane = new Lane(
    () => this.#isStarted,
    (delivery) => this.#dispatch(delivery),
  );

  /** @param {number} hub that stands for the other process */
  constructor(hub) {
    super();
    const introduction = writeSerialized('', serialize(null));
    const endpoint = new binding.RendererEndpoint(hub, threadId, false, outbox, introduction);
    done(introduction);
    this.#endpoint = endpoint;
    this.#calls = this.#inbox.connect((batch, single) => {
      const calls = endpoint.calls(outbox, batch, single);
      return { ...calls, take: (woken) => (this.#mayTake() ? calls.take(woken) : 0) };
    });
    flushAtExit(this.#bridges);
    this.on('newListener', (name) => {
      if (name === 'message' && this.listenerCount('message') === 0) this.start();
    });
    this.on('removeListener', (name) => {
      if (name === 'message' && this.listenerCount('message') === 0) this.pause();
    });
  }

  /** Begins delivery, of what has come so far as well. */
  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#alive.set(true);
    this.#lane.resume();
    if (this.#isOpen) return this.#calls.ringAgain();
    this.#isOpen = true;
    hangUpBell(this.#endpoint, this.#onRing);
  }

  /** Lets what comes wait. */
  pause() {
    this.#isStarted = false;
    this.#alive.set(false);
  }

  /**
   * Sends one value to the process that has started this one.
   *
   * @param {any} message
   * @throws `An object could not be cloned.`
   */
  postMessage(message) {
    const offset = writeValue('', message);
    const refusal = this.#calls.postMessage(offset, 0);
    done(offset);
    if (refusal >= 0 || refusal === GONE) return;
    if (refusal === binding.refusals().uncloneable) {
      throw new Error('An object could not be cloned.');
    }
    const { peer } = this.#endpoint;
    const limit = this.#endpoint.limit(refusal);
    throw refusalError(refusal, 'parentPort.postMessage', { channel: '', peer, limit });
  }

  /** While it is paused, only what is said of ports goes on, as long as that has no end of messages before it. */
  #mayTake() {
    if (!this.#isStarted && !this.#bridges.isUsed) return false;
    this.#isFull = this.#lane.length >= MOST_WAITING;
    return !this.#isFull;
  }

  /** @param {Delivery} delivery */
  #deliver(delivery) {
    const { kind, ports } = delivery;
    if (kind === kinds.portMessage || kind === kinds.portClosed) {
      this.#bridges.receive(delivery, this.#bridges.take(ports));
      return;
    }
    // Now: what is said of them does not wait.
    if (ports > 0) this.#carried.set(delivery, this.#bridges.take(ports));
    this.#lane.deliver(delivery);
  }

  /** @param {Delivery} delivery */
  #dispatch(delivery) {
    const ports = this.#carried.get(delivery) ?? [];
    this.#carried.delete(delivery);
    if (this.#isFull && this.#lane.isEmpty) {
      this.#isFull = false;
      this.#calls.ringAgain();
    }
    if (delivery.kind !== kinds.postMessage) return;
    this.emit('message', {
      data: delivery.value,
      ports: ports.map((port) => new MessagePortMain(port)),
    });
  }
}

/** @param {number} hub */
function install(hub) {
  const value = new ParentPort(hub);
  Object.defineProperty(process, 'parentPort', { enumerable: true, writable: false, value });
}

module.exports = { install };
