// @ts-check
'use strict';

const binding = require('../common/binding');
const { hangUpBell } = require('../common/hang-up');
const { closePorts } = require('../common/detach-port');
const { bequeath } = require('../common/inheritance');
const { KeepAlive } = require('../common/keep-alive');
const { Inbox } = require('../common/inbox');
const { discard, done, outbox, writeSerialized } = require('../common/outbox');
const { pump } = require('../common/pump');
const { nextTick } = require('../common/real-timers');
const { GONE, refusalError } = require('../common/refusal');
const { PortLinks } = require('./port-links');
const { forgetProcess, isProcess, processes } = require('./processes');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/** What this thread has as a main: its native endpoint and the delivery of what arrives there. */
class Hub {
  #endpoint = new binding.MainEndpoint();
  #inbox = new Inbox();
  #calls = this.#inbox.connect((batch, single) => this.#endpoint.calls(outbox, batch, single));
  #active = false;
  #queued = new KeepAlive(this);
  /** What watches this thread's Workers for it. @type {import('../common/watch-thread').Watcher | undefined} */
  watcher;
  /** Called when Workers begin to find it. */
  onActive = () => {};
  /** The native side does not keep it alive: who uses the hub does. */
  #onRing = () => this.#deliverAll();
  /** @type {(delivery: Delivery) => void} */
  #dispatch = () => {};
  /** @type {{ peer: number, expectDelivery: () => void } | undefined} */
  #local;
  #links = new PortLinks(
    this.#endpoint,
    (delivery) => this.#dispatch(delivery),
    (peer, generation) => (isProcess(peer) ? this.#bridgesTo(peer, generation) : undefined),
  );

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
    hangUpBell(this.#endpoint, this.#onRing);
    bequeath(this.#endpoint.id);
    this.onActive();
  }

  /** The state of this main, with what was taken for it but not dispatched yet. */
  inspect() {
    const state = JSON.parse(this.#endpoint.snapshot());
    const { messages, bytes } = this.#inbox.load;
    state.queued.messages += messages;
    state.queued.bytes += bytes;
    return state;
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
    this.#links.threadEnded(thread);
    if (this.#hasQueued()) this.#queued.set(true);
    return isRenderer;
  }

  /**
   * @param {number} peer
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`
   */
  send(peer, channel, message) {
    const refusal = this.#calls.send(peer, message);
    done(message);
    this.#sent(refusal, peer, 'webContents.send', channel);
  }

  /**
   * Has to be asked before ports are taken: they go first, and cannot be called back.
   *
   * @param {number} peer
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`
   */
  admit(peer, channel, message) {
    const refusal = this.#calls.admit(peer, message);
    if (refusal < 0 && refusal !== GONE) {
      throw this.#refusal(refusal, peer, 'webContents.postMessage', channel);
    }
  }

  /**
   * @param {number} peer
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @param {MessagePort[]} ports
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`; where there are ports, only for their number
   */
  postMessage(peer, channel, message, ports) {
    try {
      this.#links.send(peer, ports);
    } catch (error) {
      discard(message);
      closePorts(ports);
      throw error;
    }
    const refusal = this.#calls.postMessage(peer, message, ports.length);
    done(message);
    if (refusal === GONE) this.#links.refused(peer, ports.length);
    this.#sent(refusal, peer, 'webContents.postMessage', channel);
  }

  /**
   * @param {number} peer
   * @param {number} generation of its process: nothing goes to another that takes its place
   */
  #bridgesTo(peer, generation) {
    // Loaded when it is first needed: most programs have no such ports.
    const { PortBridges } = require('../common/port-bridges');
    const isPresent = () => this.#endpoint.generationOf(peer) === generation;
    return new PortBridges(true, {
      admit: (offset) => (isPresent() ? this.#calls.admit(peer, offset) : GONE),
      tell: (kind, port, offset, ports) =>
        isPresent() ? this.#calls.tellPort(peer, kind, port, offset, ports) : GONE,
      violate: () => {
        if (isPresent()) processes.get(peer)?.violate();
      },
    });
  }

  /**
   * A process says something of a port.
   *
   * @param {Delivery} delivery
   * @returns {boolean} whether that can be
   */
  receivePort(delivery) {
    const ports = this.takePorts(delivery);
    return this.#links.bridgesOf(delivery)?.receive(delivery, ports) === true;
  }

  /**
   * Answers a request.
   *
   * @param {{ peer: number, generation: number, request: number }} request
   * @param {number} message its offset in the outbox
   * @returns {boolean} false when it had ended
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`; it can have another answer then
   */
  reply({ peer, generation, request }, message) {
    const refusal = this.#calls.reply(peer, generation, request, message);
    done(message);
    if (refusal < 0 && refusal !== GONE) throw this.#refusal(refusal, peer, 'An answer', '');
    return refusal !== GONE;
  }

  /**
   * @param {number} peer
   * @param {number} request
   * @param {string} operation
   * @param {Buffer} serialized what it is to be done with
   * @returns {boolean} false when the renderer is gone
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`
   */
  call(peer, request, operation, serialized) {
    const message = writeSerialized(operation, serialized);
    const refusal = this.#calls.call(peer, request, message);
    done(message);
    this.#sent(refusal, peer, operation, '');
    return refusal !== GONE;
  }

  /**
   * @param {number} refusal
   * @param {number} peer
   * @param {string} method
   * @param {string} channel
   */
  #sent(refusal, peer, method, channel) {
    if (refusal >= 0) this.#queuedFor(peer);
    else if (refusal !== GONE) throw this.#refusal(refusal, peer, method, channel);
  }

  /**
   * @param {number} refusal
   * @param {number} peer
   * @param {string} method
   * @param {string} channel
   */
  #refusal(refusal, peer, method, channel) {
    const what = channel === '' ? method : `${method}('${channel}')`;
    return refusalError(refusal, what, { channel, peer, limit: this.#endpoint.limit(refusal) });
  }

  /** @param {number} peer */
  #queuedFor(peer) {
    if (peer === this.#local?.peer) this.#local.expectDelivery();
  }

  /**
   * A renderer has opened its courier.
   *
   * @param {number} peer
   * @param {number} thread the one that it runs on
   * @param {MessagePort} port
   */
  addCourier(peer, thread, port) {
    this.#links.open(peer, thread, port);
  }

  /**
   * The ports that came with a message that is being dispatched.
   *
   * @param {Delivery} delivery
   */
  takePorts(delivery) {
    return this.#links.take(delivery);
  }

  /**
   * A renderer will come on this thread; one that was on another leaves that.
   *
   * @param {number} peer
   * @param {number} thread
   */
  bind(peer, thread) {
    this.#endpoint.bind(peer, thread);
    this.#links.bind(peer, thread);
  }

  /**
   * A renderer has a process of its own now, in the place of an earlier one.
   *
   * @param {number} peer
   */
  succeeded(peer) {
    this.#links.succeeded(peer);
  }

  /**
   * Main forgets a renderer.
   *
   * @param {number} peer
   */
  forget(peer) {
    this.#endpoint.forget(peer);
    this.#links.forget(peer);
    forgetProcess(peer);
  }

  /** Called when the bell rings. */
  #deliverAll() {
    pump(this.#inbox, (delivery) => this.#links.deliver(delivery), this.#calls);
    if (this.#queued.isWanted) this.#queued.set(this.#hasQueued());
  }

  #hasQueued() {
    return this.#endpoint.queued + this.#inbox.held > 0;
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
        this.#links.dispatch(delivery);
      } catch (error) {
        nextTick(() => {
          throw error;
        });
      }
      if (delivery.request === request) return;
    }
  }
}

module.exports = { hub: new Hub() };
