// @ts-check
'use strict';

const binding = require('../common/binding');
const { Courier } = require('../common/courier');
const { bequeath } = require('../common/inheritance');
const { KeepAlive } = require('../common/keep-alive');
const { Inbox } = require('../common/inbox');
const { Lane } = require('../common/lane');
const { done, outbox, writeSerialized } = require('../common/outbox');
const { pump } = require('../common/pump');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

const kinds = binding.messageKinds();

/** What this thread has as a main: its native endpoint and the delivery of what arrives there. */
class Hub {
  #endpoint = new binding.MainEndpoint();
  #inbox = new Inbox();
  #calls = this.#inbox.connect((batch, single) => this.#endpoint.calls(outbox, batch, single));
  #active = false;
  #queued = new KeepAlive();
  /** @type {(delivery: Delivery) => void} */
  #dispatch = () => {};
  /** @type {{ peer: number, expectDelivery: () => void } | undefined} */
  #local;
  /** What carries ports to and from each renderer that has used any. @type {Map<number, Courier>} */
  #couriers = new Map();
  /** Ports for renderers without a courier so far. @type {Map<number, MessagePort[][]>} */
  #outgoing = new Map();
  /** Renderers with a message that has waited for its ports. @type {Map<number, Lane>} */
  #lanes = new Map();

  get endpoint() {
    return this.#endpoint;
  }

  /** @param {(delivery: Delivery) => void} dispatch */
  set dispatch(dispatch) {
    this.#dispatch = dispatch;
  }

  /** Makes this thread a main: messages are delivered, and Workers started from now on find it. */
  activate() {
    if (this.#active) return;
    this.#active = true;
    this.#endpoint.open(() => this.#deliverAll());
    bequeath(this.#endpoint.id);
  }

  /**
   * A renderer in this very thread has no event loop of its own that would outlive the script.
   *
   * @param {number} peer
   * @param {() => void} expectDelivery called when something was queued for it
   */
  attachLocal(peer, expectDelivery) {
    this.#local = { peer, expectDelivery };
  }

  /** Keeps the thread alive until what was queued here from this very thread is delivered. */
  expectDelivery() {
    this.#queued.set(true);
  }

  /**
   * A Worker of this thread has ended. It kept the thread alive; what it has sent must do so now.
   *
   * @param {number} thread
   * @returns {boolean} whether that was a renderer of this main
   */
  threadEnded(thread) {
    const isRenderer = this.#endpoint.threadEnded(thread);
    if (this.#hasQueued()) this.#queued.set(true);
    return isRenderer;
  }

  /**
   * @param {number} peer
   * @param {number} message its offset in the outbox
   */
  send(peer, message) {
    const sent = this.#calls.send(peer, message);
    done(message);
    if (sent) this.#queuedFor(peer);
  }

  /**
   * @param {number} peer
   * @param {number} message its offset in the outbox
   * @param {MessagePort[]} ports
   */
  postMessage(peer, message, ports) {
    if (ports.length > 0) this.#sendPorts(peer, ports);
    const sent = this.#calls.postMessage(peer, message, ports.length);
    done(message);
    if (sent) this.#queuedFor(peer);
  }

  /**
   * Answers a request.
   *
   * @param {{ peer: number, generation: number, request: number }} request
   * @param {number} message its offset in the outbox
   * @returns {boolean} false when it had ended
   */
  reply({ peer, generation, request }, message) {
    const sent = this.#calls.reply(peer, generation, request, message);
    done(message);
    return sent;
  }

  /**
   * @param {number} peer
   * @param {number} request
   * @param {string} operation
   * @param {Buffer} serialized what it is to be done with
   * @returns {boolean} false when the renderer is gone
   */
  call(peer, request, operation, serialized) {
    const message = writeSerialized(operation, serialized);
    const sent = this.#calls.call(peer, request, message);
    done(message);
    if (sent) this.#queuedFor(peer);
    return sent;
  }

  /** @param {number} peer */
  #queuedFor(peer) {
    if (peer === this.#local?.peer) this.#local.expectDelivery();
  }

  /**
   * @param {number} peer
   * @param {MessagePort[]} ports
   */
  #sendPorts(peer, ports) {
    const courier = this.#couriers.get(peer);
    if (courier !== undefined) return courier.send(ports);
    const waiting = this.#outgoing.get(peer) ?? [];
    waiting.push(ports);
    this.#outgoing.set(peer, waiting);
  }

  /**
   * A renderer has opened its courier.
   *
   * @param {number} peer
   * @param {MessagePort} port
   */
  addCourier(peer, port) {
    const courier = new Courier(port, () => this.#lanes.get(peer)?.resume());
    this.#couriers.set(peer, courier);
    for (const ports of this.#outgoing.get(peer) ?? []) courier.send(ports);
    this.#outgoing.delete(peer);
    this.#lanes.get(peer)?.resume();
  }

  /**
   * The ports that came with an envelope.
   *
   * @param {Delivery} delivery
   * @returns {MessagePort[] | undefined} nothing when they were lost with their renderer
   */
  takePorts({ peer, ports }) {
    if (ports === 0) return [];
    const courier = this.#couriers.get(peer);
    return courier?.isReady ? courier.take() : undefined;
  }

  /**
   * A renderer will come on this thread; one that was on another leaves that.
   *
   * @param {number} peer
   * @param {number} thread
   */
  bind(peer, thread) {
    this.#endpoint.bind(peer, thread);
    this.#dropPorts(peer);
  }

  /**
   * Main forgets a renderer.
   *
   * @param {number} peer
   */
  forget(peer) {
    this.#endpoint.forget(peer);
    this.#dropPorts(peer);
  }

  /** @param {number} peer */
  #dropPorts(peer) {
    this.#couriers.get(peer)?.close();
    for (const ports of this.#outgoing.get(peer) ?? []) for (const port of ports) port.close();
    for (const kept of [this.#couriers, this.#outgoing, this.#lanes]) kept.delete(peer);
  }

  /** Called when the bell rings. */
  #deliverAll() {
    pump(this.#inbox, (delivery) => this.#deliver(delivery), this.#calls);
    if (this.#queued.isWanted) this.#queued.set(this.#hasQueued());
  }

  #hasQueued() {
    return this.#endpoint.queued + this.#inbox.held > 0;
  }

  /** @param {Delivery} delivery */
  #deliver(delivery) {
    if (delivery.ports === 0 && this.#lanes.size === 0) this.#dispatch(delivery);
    else this.#laneOf(delivery.peer).deliver(delivery);
  }

  /** @param {number} peer */
  #laneOf(peer) {
    let lane = this.#lanes.get(peer);
    if (lane === undefined) {
      const isReady = (/** @type {Delivery} */ { ports }) =>
        ports === 0 || this.#couriers.get(peer)?.isReady === true;
      lane = new Lane(isReady, this.#dispatch, (delivery) => delivery.kind === kinds.detached);
      this.#lanes.set(peer, lane);
    }
    return lane;
  }

  /**
   * Dispatches what one renderer has queued, up to and including one of its requests, before this
   * returns. A listener that throws is an uncaught exception, but not here.
   *
   * @param {number} peer
   * @param {number} request
   */
  dispatchUpTo(peer, request) {
    for (;;) {
      const delivery = this.#inbox.nextFrom(peer, () => this.#calls.takeFrom(peer));
      if (delivery === undefined) return;
      try {
        this.#dispatch(delivery);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
      if (delivery.request === request) return;
    }
  }
}

module.exports = { hub: new Hub() };
