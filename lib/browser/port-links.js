// @ts-check
'use strict';

const { setImmediate } = require('../common/real-timers');
const { closePorts } = require('../common/detach-port');
const { sawThread } = require('../common/inheritance');
const { kinds } = require('../common/message-kinds');
const { PortLink } = require('./port-link');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {import('../common/port-bridges').PortBridges} PortBridges */

/** All that a renderer has before its window loads again. */
const FIRST = 1;

/**
 * The ports between a main and its renderers. They belong to one connection, as messages do: those of
 * a page that has made room for another are never taken for those of its successor.
 */
class PortLinks {
  #endpoint;
  #dispatch;
  #bridgesTo;
  /** By renderer and generation, for those that have used any port. @type {Map<number, Map<number, PortLink>>} */
  #links = new Map();
  /** What runs on the threads of windows. @type {Map<number, { peer: number, generation: number }>} */
  #threads = new Map();
  /** The ports of messages that are being dispatched. @type {Map<Delivery, MessagePort[]>} */
  #carried = new Map();

  /**
   * @param {import('../../binding').MainEndpoint} endpoint
   * @param {(delivery: Delivery) => void} dispatch
   * @param {(peer: number, generation: number) => PortBridges | undefined} bridgesTo makes them for a renderer in another process
   */
  constructor(endpoint, dispatch, bridgesTo) {
    this.#endpoint = endpoint;
    this.#dispatch = dispatch;
    this.#bridgesTo = bridgesTo;
  }

  /**
   * Sends ports, before the message that names them is queued.
   *
   * @param {number} peer
   * @param {MessagePort[]} ports
   */
  send(peer, ports) {
    if (ports.length === 0) return;
    const link = this.#present(peer);
    if (link === undefined) closePorts(ports);
    else link.send(ports);
  }

  /**
   * The message was refused, so nobody will take its ports.
   *
   * @param {number} peer
   * @param {number} count
   */
  refused(peer, count) {
    this.#present(peer)?.refused(count);
  }

  /** @param {number} peer */
  #present(peer) {
    const generation = this.#endpoint.generationOf(peer);
    return generation === null ? undefined : this.#of(peer, generation);
  }

  /**
   * A renderer has opened its courier.
   *
   * @param {number} peer
   * @param {number} thread the one that it runs on
   * @param {MessagePort} port
   */
  open(peer, thread, port) {
    const link = this.#of(peer, this.#threads.get(thread)?.generation ?? FIRST);
    if (link === undefined) port.close();
    else link.open(port);
  }

  /**
   * Dispatches a message, now or when its ports and all messages before it have come.
   *
   * @param {Delivery} delivery
   */
  deliver(delivery) {
    const { kind, peer, generation, ports } = delivery;
    if (kind === kinds.attached) this.#greet(peer);
    // Most programs use no ports.
    if (ports === 0 && this.#links.size === 0) return this.#dispatch(delivery);
    if (kind === kinds.attached) this.#leaveBehind(peer, generation);
    const link = ports > 0 ? this.#of(peer, generation) : this.#find(peer, generation);
    if (link === undefined) return this.dispatch(delivery);
    if (kind === kinds.detached) link.finishSoon();
    link.deliver(delivery);
  }

  /**
   * Dispatches a message whose turn it is. One whose ports were lost with its renderer is lost too.
   *
   * @param {Delivery} delivery
   */
  dispatch(delivery) {
    if (delivery.ports === 0) return this.#dispatch(delivery);
    const ports = this.#find(delivery.peer, delivery.generation)?.take(delivery);
    if (ports === undefined) return;
    this.#carried.set(delivery, ports);
    try {
      this.#dispatch(delivery);
    } finally {
      // Taken by nobody: the next message must not get them.
      closePorts(this.take(delivery));
    }
  }

  /**
   * The ports to another process, and their other ends.
   *
   * @param {Delivery} delivery something that was said of one of them
   * @returns {PortBridges | undefined} nothing when there are none to that process
   */
  bridgesOf({ peer, generation }) {
    return this.#find(peer, generation)?.bridges;
  }

  /**
   * The ports of a message that is being dispatched.
   *
   * @param {Delivery} delivery
   * @returns {MessagePort[]}
   */
  take(delivery) {
    const ports = this.#carried.get(delivery) ?? [];
    this.#carried.delete(delivery);
    return ports;
  }

  /**
   * A renderer will come on this thread. What its predecessor has not got is closed; what that has sent
   * still comes.
   *
   * @param {number} peer
   * @param {number} thread
   */
  bind(peer, thread) {
    const generation = this.#endpoint.generationOf(peer) ?? FIRST;
    this.#threads.set(thread, { peer, generation });
    this.#find(peer, generation - 1)?.closeOutgoing();
  }

  /**
   * A renderer will come in another process, and the one that it was in ends.
   *
   * @param {number} peer
   */
  succeeded(peer) {
    const generation = this.#endpoint.generationOf(peer) ?? FIRST;
    this.#find(peer, generation - 1)?.finishSoon();
  }

  /** @param {number} thread */
  threadEnded(thread) {
    const ended = this.#threads.get(thread);
    if (ended === undefined) return;
    this.#threads.delete(thread);
    this.#find(ended.peer, ended.generation)?.finish();
  }

  /** @param {number} peer */
  forget(peer) {
    for (const link of this.#links.get(peer)?.values() ?? []) link.close();
    this.#links.delete(peer);
  }

  /**
   * A renderer that wants to send a port may be waiting until this thread has heard of its Worker.
   *
   * @param {number} peer
   */
  #greet(peer) {
    const thread = this.#endpoint.threadOf(peer);
    if (thread !== null) setImmediate(() => setImmediate(() => sawThread(thread)));
  }

  /**
   * A renderer has come, so nothing more is queued of those that were there before.
   *
   * @param {number} peer
   * @param {number} present its generation
   */
  #leaveBehind(peer, present) {
    const links = this.#links.get(peer);
    for (const [generation, link] of links ?? []) {
      if (generation >= present || !link.isIdle) continue;
      link.close();
      links?.delete(generation);
    }
  }

  /**
   * @param {number} peer
   * @param {number} generation
   */
  #find(peer, generation) {
    return this.#links.get(peer)?.get(generation);
  }

  /**
   * @param {number} peer
   * @param {number} generation
   * @returns {PortLink | undefined} nothing for a renderer that main has forgotten
   */
  #of(peer, generation) {
    const known = this.#find(peer, generation);
    if (known !== undefined || this.#endpoint.generationOf(peer) === null) return known;
    const bridges = this.#bridgesTo(peer, generation);
    const link = new PortLink((delivery) => this.dispatch(delivery), bridges);
    const links = this.#links.get(peer) ?? new Map();
    this.#links.set(peer, links.set(generation, link));
    return link;
  }
}

module.exports = { PortLinks };
