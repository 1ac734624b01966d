// @ts-check
'use strict';

const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { isMainThread, threadId } = require('node:worker_threads');
const binding = require('../common/binding');
const { serialize } = require('../common/codec/raw-serializer');
const { hangUpBell } = require('../common/hang-up');
const { hasParentHub, parentHub } = require('../common/inheritance');
const { Inbox } = require('../common/inbox');
const { flushBridges } = require('../common/flush-bridges');
const { discard, done, outbox, writeSerialized } = require('../common/outbox');
const { GONE, UNCLONEABLE, refusalError } = require('../common/refusal');
const { requireOutside } = require('../common/require-outside');
const { hub } = require('../browser/hub');
const { RendererPorts, courierHere, courierToParent } = require('./renderer-ports');

const { makeDomPorts } = requireOutside(path.join(__dirname, 'dom-ports.js'), () =>
  require('./dom-ports'),
);

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
 * What a connection tells.
 *
 * @typedef {object} Events
 * @property {() => void} onRing something waits in the inbox; the native side does not keep this alive
 * @property {() => void} onOpen what main sends comes here from now on, where main is not this thread
 * @property {() => void} onQueued main is this thread, and has sent something
 * @property {() => void} onArrival ports have come by themselves
 */

/**
 * The connection of one thread to its main, made when it is first needed: what is sent goes through it, and what comes
 * waits in its inbox.
 */
class MainConnection {
  /** @type {InstanceType<typeof binding.RendererEndpoint> | undefined} */
  #endpoint;
  /** @type {import('../../binding').RendererCalls | undefined} */
  #calls;
  /** Whether main is another thread. @type {boolean | undefined} */
  #remote;
  #open = false;
  /** @type {string | undefined} */
  #url;
  #events;

  inbox = new Inbox();
  /** The ports to main, where that is another process. @type {import('../common/port-bridges').PortBridges | undefined} */
  bridges;
  ports;

  /** @param {Events} events */
  constructor(events) {
    this.#events = events;
    this.ports = new RendererPorts(
      (onArrival) =>
        this.bridges ?? (this.#remote ? courierToParent : courierHere)(this.use(), onArrival),
      events.onArrival,
    );
  }

  /** Whether main is another thread or process; nothing while it is not attached. */
  get isRemote() {
    return this.#remote;
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
    this.#calls = this.inbox.connect((batch, single) => endpoint.calls(outbox, batch, single));
    makeDomPorts();
    if (isProcess) this.bridges = bridgesToParent(endpoint);
    if (!this.#remote) hub.attachLocal(endpoint.peer, this.#events.onQueued);
    return endpoint;
  }

  /** The endpoint, attached and delivering. */
  use() {
    const endpoint = this.#endpoint ?? this.#attach();
    if (!this.#open) {
      hangUpBell(endpoint, this.#events.onRing);
      this.#open = true;
      if (this.#remote) this.#events.onOpen();
    }
    return endpoint;
  }

  /** What messages go through, once it is attached and delivering. */
  useCalls() {
    if (!this.#open) this.use();
    return /** @type {import('../../binding').RendererCalls} */ (this.#calls);
  }

  /** The number of this renderer in its main. */
  get peer() {
    return (this.#endpoint ?? this.#attach()).peer;
  }

  /** Whether main has let go of this renderer, or has ended. */
  get isReleased() {
    return this.use().isReleased;
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   */
  send(channel, message) {
    const request = this.useCalls().send(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'send', channel);
    this.#expectDelivery();
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @returns {number} the number of the request, which main's reply will have
   */
  invoke(channel, message) {
    const request = this.useCalls().invoke(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'invoke', channel);
    this.#expectDelivery();
    return request;
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @returns {any} main's answer; `null` when main went away meanwhile (contract 6.5)
   */
  sendSync(channel, message) {
    const calls = this.useCalls();
    if (this.bridges !== undefined) flushBridges(this.bridges);
    const request = calls.sendSync(message);
    done(message);
    if (request < 0) throw this.#refusal(request, 'sendSync', channel);
    if (!this.#remote) return this.#answerHere(calls, request);
    return wait(calls, request) === ANSWERED ? this.inbox.single().value : null;
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
    const { peer } = this.use();
    const limit = this.use().limit(refusal);
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
    const endpoint = this.use();
    hub.dispatchUpTo(endpoint.peer, request);
    if (calls.wait(request, 0) === ANSWERED) return this.inbox.single().value;
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
    const refusal = this.useCalls().admit(message);
    if (refusal < 0) throw this.#refusal(refusal, 'postMessage', channel);
  }

  /**
   * @param {string} channel
   * @param {number} message its offset in the outbox
   * @param {MessagePort[]} ports
   */
  postMessage(channel, message, ports) {
    const calls = this.useCalls();
    try {
      if (ports.length > 0) this.ports.send(ports);
    } catch (error) {
      discard(message);
      throw error;
    }
    const request = calls.postMessage(message, ports.length);
    done(message);
    if (request < 0) {
      this.ports.refused(ports.length);
      throw this.#refusal(request, 'postMessage', channel);
    }
    this.#expectDelivery();
  }

  #expectDelivery() {
    if (!this.#remote) hub.expectDelivery();
  }

  /**
   * Answers something that main has asked for the package itself.
   *
   * @param {number} call
   * @param {Buffer} outcome serialized
   */
  answer(call, outcome) {
    const message = writeSerialized('', outcome);
    const refusal = this.useCalls().answer(call, message);
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
    const { peer } = this.use();
    const limit = this.use().limit(refusal);
    const where = { channel: '', peer, limit };
    const { message } = refusalError(refusal, 'The result of executeJavaScript', where);
    return serialize({ threw: true, error: new Error(message) });
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

module.exports = { MainConnection, RELEASED };
