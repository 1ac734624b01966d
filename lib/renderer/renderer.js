// @ts-check
'use strict';

const path = require('node:path');
const { setImmediate } = require('../common/real-timers');
const { KeepAlive } = require('../common/keep-alive');
const { Lane } = require('../common/lane');
const { kinds } = require('../common/message-kinds');
const { pump } = require('../common/pump');
const { adoptForeign, isOwn } = require('../common/realm');
const { requireOutside } = require('../common/require-outside');
const { failedInvoke } = require('./failed-invoke');
const { MainConnection } = require('./main-connection');
const { OpenInvokes } = require('./open-invokes');
const { perform } = require('./operations');

const { keepAsking, keepNewest, newestRenderer, sharersOf } = requireOutside(
  path.join(__dirname, '../common/watch-thread.js'),
  () => require('../common/watch-thread'),
);

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/** What main answers when nobody can answer any more (contract 5.5). */
const NEVER_SENT = 'reply was never sent';

/**
 * What this thread has as a renderer: its connection to main, and what becomes of all that comes from there. When the package is
 * evaluated again, here or in a `vm` context, the thread has another of these on the same connection: what each has
 * asked is answered to it, and what main sends goes to the one that was first used last. In main's own thread each has
 * a connection of its own.
 */
class Renderer {
  main = new MainConnection({
    onRing: () => this.#deliverAll(),
    // Whoever still refers to another: what main sends to this thread comes here.
    onOpen: () => keepNewest('renderer', this)?.makeRoom(this),
    onQueued: () => this.#queued.set(true),
    // They may be for another, which has taken over what waits for them.
    onArrival: () => (this.#successor() ?? this).resume(),
  });
  #invokes = new OpenInvokes((channel, reply) => this.#fail(channel, reply));
  #listening = false;
  /** Whether this side has learnt that nothing comes any more: main has let go, or has another to send to. */
  #deaf = false;
  /** Whether another gets what main sends. */
  #hasMadeRoom = false;
  #asks = false;
  #queued = new KeepAlive(this);
  #alive = new KeepAlive(this);
  /** What the user has asked for, if anything. @type {boolean | undefined} */
  #ref;
  #lane = new Lane(
    ({ ports }) => ports === 0 || this.main.ports.isReady,
    (delivery) => this.#dispatch(delivery),
  );
  /** `args` is null where they cannot be read (contract 8.4). @type {(channel: string, args: any, ports: MessagePort[]) => void} */
  #onMessage = () => {};

  /** @param {(channel: string, args: any, ports: MessagePort[]) => void} onMessage */
  set onMessage(onMessage) {
    this.#onMessage = onMessage;
  }

  /** By which those that share a connection know each other. */
  get peer() {
    return this.main.peer;
  }

  /** Called when the bell rings. */
  #deliverAll() {
    try {
      pump(this.main.inbox, (delivery) => this.receive(delivery), this.main.useCalls());
    } finally {
      // Since a listener has made room for another renderer and thrown, the bell is not this one's any more.
      if (this.#hasMadeRoom && this.main.inbox.held > 0) {
        setImmediate(() => this.#deliverAll());
      }
    }
    if (this.#queued.isWanted) this.#queued.set(this.main.use().queued + this.main.inbox.held > 0);
  }

  /**
   * @param {Delivery} delivery
   * @param {boolean} [isForeign] whether it was read in another realm
   */
  receive(delivery, isForeign = false) {
    if (isForeign) delivery.value = adoptForeign(delivery.value);
    // Who has made room may still have been rung, or be delivering.
    const successor = this.#successor();
    if (successor === undefined) this.#lane.deliver(delivery);
    else successor.receive(delivery, true);
  }

  /**
   * Who gets what main sends, if not this one. It is looked for: who referred to it would keep it, and all that came
   * between, in memory.
   *
   * @returns {Renderer | undefined}
   */
  #successor() {
    if (!this.#hasMadeRoom) return undefined;
    const newest = /** @type {Renderer | undefined} */ (newestRenderer());
    return newest === this || newest?.peer !== this.peer ? undefined : newest;
  }

  /** Ports have come that something may wait for. */
  resume() {
    this.#lane.resume();
  }

  /**
   * What another has held for its ports comes here, before what is newer.
   *
   * @param {Delivery[]} held read in another realm
   */
  takeOver(held) {
    for (const delivery of held) delivery.value = adoptForeign(delivery.value);
    this.#lane.hold(held);
  }

  /** @param {Delivery} delivery */
  #dispatch(delivery) {
    switch (delivery.kind) {
      case kinds.send:
        return this.#onMessage(delivery.channel, delivery.value, []);
      case kinds.postMessage: {
        const ports = delivery.ports > 0 ? this.main.ports.take(delivery.ports) : [];
        // One whose ports cannot come is lost, and a warning has said so.
        if (ports === undefined) return;
        return this.#onMessage(delivery.channel, [delivery.value], ports);
      }
      case kinds.call:
        return void this.#perform(delivery);
      case kinds.reply:
        return this.#settle(delivery);
      case kinds.released:
        return this.#releaseAll();
      case kinds.portMessage:
      case kinds.portClosed:
        return void this.main.bridges?.receive(
          delivery,
          this.main.ports.take(delivery.ports) ?? [],
        );
    }
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @returns {Promise<any>} the handler's result
   */
  invoke(channel, message) {
    const request = this.main.invoke(channel, message);
    const result = this.#invokes.open(request, channel);
    this.#updateAlive();
    return result;
  }

  /**
   * @param {string} channel
   * @param {any} reply main's, as `[error, result]`, or null
   * @returns {Promise<never>}
   */
  #fail(channel, reply) {
    // The collector has said so. Where a test runner has a context for each file, that file has ended by now: what
    // it has left would be an unhandled rejection in the next one.
    const isLeftover = reply?.[0] === NEVER_SENT && !isOwn && this.main.isRemote === false;
    return isLeftover ? new Promise(() => {}) : failedInvoke(channel, reply);
  }

  /** @param {Delivery} delivery */
  #settle({ request, value }) {
    if (this.takeAnswer(request, value)) return;
    // Another evaluation of the package has asked, before this one took over or while it was delivering.
    sharersOf(this).some((other) => other.takeAnswer(request, value, true));
  }

  /**
   * @param {number} request
   * @param {any} value
   * @param {boolean} [isForeign] whether it was read in another realm
   * @returns {boolean} whether this is who has asked
   */
  takeAnswer(request, value, isForeign = false) {
    if (!this.#invokes.settle(request, isForeign ? adoptForeign(value) : value)) return false;
    this.#updateAlive();
    return true;
  }

  /** @param {Delivery} delivery */
  async #perform({ channel, request, value }) {
    this.main.answer(request, await perform(channel, value));
  }

  #releaseAll() {
    for (const other of sharersOf(this)) other.release();
    this.release();
  }

  /** Main has let go of this renderer: what is open will not be answered. */
  release() {
    this.#deaf = true;
    this.main.bridges?.hangUp();
    this.#invokes.destroy();
    this.#updateAlive();
  }

  /**
   * Another evaluation of the package gets what main sends from now on, but for answers.
   *
   * @param {Renderer} newest
   */
  makeRoom(newest) {
    if (newest.peer !== this.peer) return;
    this.#hasMadeRoom = true;
    this.#deaf = true;
    newest.takeOver(this.#lane.empty());
    this.#updateAlive();
  }

  /**
   * A renderer that listens keeps its Worker alive, as `parentPort` does. In main's own thread it
   * does not: nobody else could send to it. Nor does one that main has let go: nothing comes any more.
   *
   * @param {boolean} listening
   */
  setListening(listening) {
    if (listening) this.main.use();
    this.#listening = listening;
    this.#updateAlive();
  }

  /** @param {boolean} ref */
  setRef(ref) {
    this.#ref = ref;
    this.#updateAlive();
  }

  #updateAlive() {
    const hears = this.#listening && this.main.isRemote === true && !this.#deaf;
    const asks = this.#invokes.size > 0;
    this.#alive.set(this.#ref ?? (asks || hears));
    if (asks === this.#asks) return;
    this.#asks = asks;
    keepAsking(this, asks);
  }
}

module.exports = { renderer: new Renderer() };
