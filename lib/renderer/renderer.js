// @ts-check
'use strict';

const path = require('node:path');
const { setImmediate } = require('../common/real-timers');
const { pathToFileURL } = require('node:url');
const { isMainThread, threadId } = require('node:worker_threads');
const binding = require('../common/binding');
const { serialize } = require('../common/codec/raw-serializer');
const { hangUpBell } = require('../common/hang-up');
const { hasParentHub, parentHub } = require('../common/inheritance');
const { Inbox } = require('../common/inbox');
const { flushBridges } = require('../common/flush-bridges');
const { KeepAlive } = require('../common/keep-alive');
const { Lane } = require('../common/lane');
const { kinds } = require('../common/message-kinds');
const { discard, done, outbox, writeSerialized } = require('../common/outbox');
const { pump } = require('../common/pump');
const { adoptForeign } = require('../common/realm');
const { GONE, UNCLONEABLE, refusalError } = require('../common/refusal');
const { requireOutside } = require('../common/require-outside');
const { hub } = require('../browser/hub');
const { OpenInvokes } = require('./open-invokes');
const { perform } = require('./operations');
const { RendererPorts, courierHere, courierToParent } = require('./renderer-ports');

const { keepAsking, keepNewest, newestRenderer, sharersOf } = requireOutside(
  path.join(__dirname, '../common/watch-thread.js'),
  () => require('../common/watch-thread'),
);
const { makeDomPorts } = requireOutside(path.join(__dirname, 'dom-ports.js'), () =>
  require('./dom-ports'),
);

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

const RELEASED = 'IPC method called after context was released';
const NOT_CLONED = 'An object could not be cloned.';

/** Whether this process was started by `forkRenderer`. */
const isProcess = isMainThread && hasParentHub();

/**
 * How long one native wait may last, or a few times as long where many threads wait. A wait cannot be interrupted;
 * the loop around it can.
 */
const LONGEST_SLICE = 10;

/** What the native wait says. */
const ANSWERED = 1;
const NO_ANSWER_YET = 0;

/**
 * What this thread has as a renderer: its connection to main, made when it is first needed. When the package is
 * evaluated again, here or in a `vm` context, the thread has another of these on the same connection: what each has
 * asked is answered to it, and what main sends goes to the one that was first used last. In main's own thread each has
 * a connection of its own.
 */
class Renderer {
  /** @type {InstanceType<typeof binding.RendererEndpoint> | undefined} */
  #endpoint;
  /** @type {import('../../binding').RendererCalls | undefined} */
  #calls;
  #inbox = new Inbox();
  /** Whether main is another thread. @type {boolean | undefined} */
  #remote;
  #open = false;
  /** @type {string | undefined} */
  #url;
  #invokes = new OpenInvokes();
  #listening = false;
  /** Whether this side has learnt that nothing comes any more: main has let go, or has another to send to. */
  #deaf = false;
  /** Whether another gets what main sends. */
  #hasMadeRoom = false;
  #asks = false;
  #queued = new KeepAlive(this);
  #alive = new KeepAlive(this);
  /** The native side does not keep it alive: who uses the renderer does. */
  #onRing = () => this.#deliverAll();
  /** What the user has asked for, if anything. @type {boolean | undefined} */
  #ref;
  /** The ports to main, where that is another process. @type {import('../common/port-bridges').PortBridges | undefined} */
  #bridges;
  #ports = new RendererPorts(
    (onArrival) =>
      this.#bridges ?? (this.#remote ? courierToParent : courierHere)(this.#use(), onArrival),
    // They may be for another, which has taken over what waits for them.
    () => (this.#successor() ?? this).resume(),
  );
  #lane = new Lane(
    ({ ports }) => ports === 0 || this.#ports.isReady,
    (delivery) => this.#dispatch(delivery),
  );
  /** `args` is null where they cannot be read (contract 8.4). @type {(channel: string, args: any, ports: MessagePort[]) => void} */
  #onMessage = () => {};

  /** @param {(channel: string, args: any, ports: MessagePort[]) => void} onMessage */
  set onMessage(onMessage) {
    this.#onMessage = onMessage;
  }

  /** Whether main is this very thread. */
  get isInThread() {
    return this.#remote === false;
  }

  /**
   * In a Worker or a process of a main, makes the renderer known to that. Messages wait until it is first used.
   *
   * @param {string} [url] of what it runs, where that is not its script
   */
  attachToParent(url) {
    this.#url = url;
    const mayHave = !isMainThread || isProcess;
    if (mayHave && this.#endpoint === undefined && parentHub() !== undefined) this.#attach();
  }

  #attach() {
    const parent = parentHub();
    this.#remote = parent !== undefined;
    if (!this.#remote) hub.activate();
    const hubId = parent ?? hub.endpoint.id;
    const introduction = writeSerialized('', serialize({ url: this.#url ?? scriptUrl() }));
    try {
      const inThread = !this.#remote;
      this.#endpoint = new binding.RendererEndpoint(
        hubId,
        threadId,
        inThread,
        outbox,
        introduction,
      );
    } catch (cause) {
      // All that the native side refuses is a main that has ended.
      throw cause instanceof RangeError ? cause : new Error(RELEASED, { cause });
    } finally {
      done(introduction);
    }
    const endpoint = this.#endpoint;
    this.#calls = this.#inbox.connect((batch, single) => endpoint.calls(outbox, batch, single));
    makeDomPorts();
    if (isProcess) this.#bridges = bridgesToParent(endpoint);
    if (!this.#remote) hub.attachLocal(endpoint.peer, () => this.#queued.set(true));
    return endpoint;
  }

  /** The endpoint, attached and delivering. */
  #use() {
    const endpoint = this.#endpoint ?? this.#attach();
    if (!this.#open) {
      hangUpBell(endpoint, this.#onRing);
      this.#open = true;
      // What main sends to this thread comes here, whoever still refers to it.
      if (this.#remote) keepNewest('renderer', this)?.makeRoom(this);
    }
    return endpoint;
  }

  /** What messages go through, once it is attached and delivering. */
  #useCalls() {
    if (!this.#open) this.#use();
    return /** @type {import('../../binding').RendererCalls} */ (this.#calls);
  }

  /** The number of this renderer in its main. */
  get peer() {
    return (this.#endpoint ?? this.#attach()).peer;
  }

  /** Whether main has let go of this renderer, or has ended. */
  get isReleased() {
    return this.#use().isReleased;
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   */
  send(channel, message) {
    const request = this.#useCalls().send(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'send', channel);
    this.#expectDelivery();
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @param {() => void} onDestroyed called before it rejects because main has let go
   * @returns {Promise<any>} main's reply, as `[error, result]`
   */
  invoke(channel, message, onDestroyed) {
    const request = this.#useCalls().invoke(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'invoke', channel);
    this.#expectDelivery();
    const reply = this.#invokes.open(request, channel, onDestroyed);
    this.#updateAlive();
    return reply;
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @returns {any} main's answer; `null` when main went away meanwhile (contract 6.5)
   */
  sendSync(channel, message) {
    const calls = this.#useCalls();
    if (this.#bridges !== undefined) flushBridges(this.#bridges);
    const request = calls.sendSync(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'sendSync', channel);
    if (!this.#remote) return this.#answerHere(calls, request);
    return wait(calls, request) === ANSWERED ? this.#inbox.single().value : null;
  }

  /**
   * Why something was not sent. That main is gone is said in Electron's words.
   *
   * @param {number} refusal
   * @param {string} method
   * @param {string} channel
   */
  #refusal(refusal, method, channel) {
    if (refusal === GONE) return new Error(RELEASED);
    if (refusal === UNCLONEABLE) return new Error(NOT_CLONED);
    const { peer } = this.#use();
    const limit = this.#use().limit(refusal);
    return refusalError(refusal, `ipcRenderer.${method}('${channel}')`, { channel, peer, limit });
  }

  /**
   * Main is this thread, which cannot wait for itself: what it was sent is dispatched here and now.
   * After that nobody can answer before the caller goes on.
   *
   * @param {import('../../binding').RendererCalls} calls
   * @param {number} request
   */
  #answerHere(calls, request) {
    const endpoint = this.#use();
    hub.dispatchUpTo(endpoint.peer, request);
    if (calls.wait(request, 0) === ANSWERED) return this.#inbox.single().value;
    endpoint.abandon(request);
    return { error: 'reply was never sent' };
  }

  /**
   * Has to be asked before ports are taken: they go first, and cannot be called back.
   *
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @throws what `postMessage` would throw
   */
  admit(channel, message) {
    const refusal = this.#useCalls().admit(message);
    if (refusal < 0) throw this.#refusal(refusal, 'postMessage', channel);
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @param {MessagePort[]} ports
   */
  postMessage(channel, message, ports) {
    const calls = this.#useCalls();
    try {
      if (ports.length > 0) this.#ports.send(ports);
    } catch (error) {
      discard(message);
      throw error;
    }
    const request = calls.postMessage(message, ports.length);
    done(message);
    if (request < 0) {
      this.#ports.refused(ports.length);
      throw this.#refusal(request, 'postMessage', channel);
    }
    this.#expectDelivery();
  }

  #expectDelivery() {
    if (!this.#remote) hub.expectDelivery();
  }

  /** Called when the bell rings. */
  #deliverAll() {
    try {
      pump(this.#inbox, (delivery) => this.receive(delivery), this.#useCalls());
    } finally {
      // Since a listener has made room for another renderer and thrown, the bell is not this one's any more.
      if (this.#hasMadeRoom && this.#inbox.held > 0) {
        setImmediate(() => this.#deliverAll());
      }
    }
    if (this.#queued.isWanted) this.#queued.set(this.#use().queued + this.#inbox.held > 0);
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
        const ports = delivery.ports > 0 ? this.#ports.take(delivery.ports) : [];
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
        return void this.#bridges?.receive(delivery, this.#ports.take(delivery.ports) ?? []);
    }
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
    this.answer(request, await perform(channel, value));
  }

  /**
   * Answers something that main has asked for the package itself.
   *
   * @param {number} call
   * @param {Buffer} outcome serialized
   */
  answer(call, outcome) {
    const message = writeSerialized('', outcome);
    const refusal = this.#useCalls().answer(call, message);
    done(message);
    this.#expectDelivery();
    if (refusal < 0 && refusal !== GONE) this.answer(call, this.#refusedOutcome(refusal));
  }

  /**
   * Says something to main for the package itself.
   *
   * @param {any} message
   */
  say(message) {
    const endpoint = this.#endpoint ?? this.#attach();
    const offset = writeSerialized('', serialize(message));
    endpoint.say(outbox, offset);
    done(offset);
  }

  /**
   * What is said in place of an outcome that a limit stands against. It is small, so none stands against it.
   *
   * @param {number} refusal
   */
  #refusedOutcome(refusal) {
    if (refusal === UNCLONEABLE) return serialize({ threw: true, error: new Error(NOT_CLONED) });
    const { peer } = this.#use();
    const limit = this.#use().limit(refusal);
    const where = { channel: '', peer, limit };
    const { message } = refusalError(refusal, 'The result of executeJavaScript', where);
    return serialize({ threw: true, error: new Error(message) });
  }

  #releaseAll() {
    for (const other of sharersOf(this)) other.release();
    this.release();
  }

  /** Main has let go of this renderer: what is open will not be answered. */
  release() {
    this.#deaf = true;
    this.#bridges?.hangUp();
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
    if (listening) this.#use();
    this.#listening = listening;
    this.#updateAlive();
  }

  /** @param {boolean} ref */
  setRef(ref) {
    this.#ref = ref;
    this.#updateAlive();
  }

  #updateAlive() {
    const hears = this.#listening && this.#remote === true && !this.#deaf;
    const asks = this.#invokes.size > 0;
    this.#alive.set(this.#ref ?? (asks || hears));
    if (asks === this.#asks) return;
    this.#asks = asks;
    keepAsking(this, asks);
  }
}

/**
 * @param {import('../../binding').RendererCalls} calls
 * @param {number} request
 * @returns {number} `ANSWERED`, or a negative number when no answer can come
 */
function wait(calls, request) {
  // Short slices first: most answers come at once, and a long wait costs nothing by its slices.
  for (let slice = 1; ; slice = Math.min(slice * 2, LONGEST_SLICE)) {
    const outcome = calls.wait(request, slice);
    if (outcome !== NO_ANSWER_YET) return outcome;
  }
}

/** @param {InstanceType<typeof binding.RendererEndpoint>} endpoint to a main in another process */
function bridgesToParent(endpoint) {
  const { sharedBridges } = requireOutside(
    path.join(__dirname, '../common/shared-bridges.js'),
    () => require('../common/shared-bridges'),
  );
  return sharedBridges(endpoint.peer, endpoint);
}

/** The URL of what this thread runs; what has no file is `about:blank`. */
function scriptUrl() {
  const file = process.argv[1];
  return file !== undefined && path.isAbsolute(file) ? pathToFileURL(file).href : 'about:blank';
}

module.exports = { RELEASED, renderer: new Renderer() };
