// @ts-check
'use strict';

const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { isMainThread, threadId } = require('node:worker_threads');
const binding = require('../common/binding');
const { serialize } = require('../common/clone');
const { ipcError } = require('../common/errors');
const { hasParentHub, parentHub } = require('../common/inheritance');
const { scratch, take, valueOf } = require('../common/inbox');
const { KeepAlive } = require('../common/keep-alive');
const { Lane } = require('../common/lane');
const { PROTOCOL } = require('../common/protocol');
const { hub } = require('../browser/hub');
const { makeDomPorts } = require('./dom-ports');
const { perform } = require('./operations');
const { RendererPorts, openHere, openToParent } = require('./renderer-ports');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {{ bytes: Uint8Array, length: number }} Payload */
/** @typedef {{ channel: string, resolve(reply: any): void, reject(error: Error): void }} Invoke */

const RELEASED = 'IPC method called after context was released';

/** How long one native wait may last. A wait cannot be interrupted; the loop around it can. */
const LONGEST_SLICE = 10;

/** What the native wait says at the end of a slice. */
const NO_ANSWER_YET = -1;

const kinds = binding.messageKinds();

/** What this thread has as a renderer: its connection to main, made when it is first needed. */
class Renderer {
  /** @type {InstanceType<typeof binding.RendererEndpoint> | undefined} */
  #endpoint;
  /** Whether main is another thread. @type {boolean | undefined} */
  #remote;
  #open = false;
  /** @type {string | undefined} */
  #url;
  /** @type {Map<number, Invoke>} */
  #invokes = new Map();
  #listening = false;
  #queued = new KeepAlive();
  #alive = new KeepAlive();
  /** What the user has asked for, if anything. @type {boolean | undefined} */
  #ref;
  #ports = new RendererPorts(
    () => (this.#remote ? openToParent : openHere)(this.#use()),
    () => this.#lane.resume(),
  );
  #lane = new Lane(
    ({ ports }) => ports === 0 || this.#ports.isReady,
    (delivery) => this.#dispatch(delivery),
  );
  /** @type {(channel: string, args: unknown[], ports: MessagePort[]) => void} */
  #onMessage = () => {};

  /** @param {(channel: string, args: unknown[], ports: MessagePort[]) => void} onMessage */
  set onMessage(onMessage) {
    this.#onMessage = onMessage;
  }

  /**
   * In a Worker, makes the renderer known to its main. Messages wait until it is first used.
   *
   * @param {string} [url] of what it runs, where that is not its script
   */
  attachToParent(url) {
    this.#url = url;
    if (!isMainThread && this.#endpoint === undefined && parentHub() !== undefined) this.#attach();
  }

  #attach() {
    const parent = parentHub();
    this.#remote = parent !== undefined;
    if (!this.#remote) hub.activate();
    const hubId = parent ?? hub.endpoint.id;
    try {
      this.#endpoint = new binding.RendererEndpoint(
        hubId,
        threadId,
        !this.#remote,
        serialize({ url: this.#url ?? scriptUrl() }),
      );
    } catch (cause) {
      // All that the native side refuses is a main that has ended.
      throw cause instanceof RangeError ? cause : new Error(RELEASED, { cause });
    }
    makeDomPorts();
    if (!this.#remote) hub.attachLocal(this.#endpoint.peer, () => this.#queued.set(true));
    return this.#endpoint;
  }

  /** The endpoint, attached and delivering. */
  #use() {
    const endpoint = this.#endpoint ?? this.#attach();
    if (!this.#open) {
      endpoint.open(() => this.#deliver());
      this.#open = true;
    }
    return endpoint;
  }

  /** Whether main has let go of this renderer, or has ended. */
  get isReleased() {
    return this.#use().isReleased;
  }

  /**
   * @param {string} channel
   * @param {Payload} payload
   */
  send(channel, { bytes, length }) {
    if (!this.#use().send(channel, bytes, length)) throw new Error(RELEASED);
    this.#expectDelivery();
  }

  /**
   * @param {string} channel
   * @param {Payload} payload
   * @returns {Promise<any>} main's reply, as `[error, result]`
   */
  invoke(channel, { bytes, length }) {
    const request = this.#use().invoke(channel, bytes, length);
    if (request === null) throw new Error(RELEASED);
    this.#expectDelivery();
    const { promise, resolve, reject } = withResolvers();
    this.#invokes.set(request, { channel, resolve, reject });
    this.#updateAlive();
    return promise;
  }

  /**
   * @param {string} channel
   * @param {Payload} payload
   * @returns {any} main's answer; `null` when main went away meanwhile (contract 6.5)
   */
  sendSync(channel, { bytes, length }) {
    const endpoint = this.#use();
    const request = endpoint.sendSync(channel, bytes, length);
    if (request === null) throw new Error(RELEASED);
    if (!this.#remote) return this.#answerHere(endpoint, request);
    const answer = wait(endpoint, request);
    return answer < 0 ? null : valueOf(endpoint, answer);
  }

  /**
   * Main is this thread, which cannot wait for itself: what it was sent is dispatched here and now.
   * After that nobody can answer before the caller goes on.
   *
   * @param {InstanceType<typeof binding.RendererEndpoint>} endpoint
   * @param {number} request
   */
  #answerHere(endpoint, request) {
    hub.dispatchUpTo(endpoint.peer, request);
    const length = endpoint.wait(request, 0, scratch);
    if (length >= 0) return valueOf(endpoint, length);
    endpoint.abandon(request);
    return { error: 'reply was never sent' };
  }

  /**
   * @param {string} channel
   * @param {Uint8Array} payload
   * @param {MessagePort[]} ports
   */
  postMessage(channel, payload, ports) {
    const endpoint = this.#use();
    if (ports.length > 0) this.#ports.send(ports);
    if (!endpoint.postMessage(channel, payload, ports.length)) throw new Error(RELEASED);
    this.#expectDelivery();
  }

  #expectDelivery() {
    if (!this.#remote) hub.expectDelivery();
  }

  /** Delivers one message; the doorbell calls this once for each, as a task of its own. */
  #deliver() {
    const delivery = this.#endpoint === undefined ? null : take(this.#endpoint);
    if (!this.#remote) this.#queued.set(delivery !== null && delivery.remaining > 0);
    if (delivery !== null) this.#lane.deliver(delivery);
  }

  /** @param {Delivery} delivery */
  #dispatch(delivery) {
    switch (delivery.kind) {
      case kinds.send:
        return this.#onMessage(delivery.channel, delivery.value ?? [], []);
      case kinds.postMessage: {
        const ports = delivery.ports > 0 ? this.#ports.take() : [];
        // One whose ports cannot come is lost, and a warning has said so.
        if (ports === undefined) return;
        return this.#onMessage(delivery.channel, [delivery.value], ports);
      }
      case kinds.call:
        return void this.#perform(delivery);
      case kinds.reply:
        return this.#settle(delivery);
      case kinds.released:
        return this.#release();
    }
  }

  /** @param {Delivery} delivery */
  #settle({ request, value }) {
    const invoke = this.#invokes.get(request);
    this.#invokes.delete(request);
    this.#updateAlive();
    invoke?.resolve(value);
  }

  /** @param {Delivery} delivery */
  async #perform({ channel, request, value }) {
    this.answer(request, await perform(channel, value));
  }

  /**
   * Answers something that main has asked for the package itself.
   *
   * @param {number} call
   * @param {Uint8Array} outcome
   */
  answer(call, outcome) {
    this.#use().answer(call, outcome);
    this.#expectDelivery();
  }

  /** Main has let go of this renderer: what is open will not be answered. */
  #release() {
    const invokes = [...this.#invokes.values()];
    this.#invokes.clear();
    this.#listening = false;
    this.#updateAlive();
    for (const { channel, reject } of invokes) {
      reject(
        ipcError(
          'ERR_IPC_DESTROYED',
          `ipcRenderer.invoke('${channel}') will not be answered: its main has destroyed this renderer or has ended`,
        ),
      );
    }
  }

  /**
   * A renderer that listens keeps its Worker alive, as `parentPort` does. In main's own thread it
   * does not: nobody else could send to it.
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
    const wanted = this.#invokes.size > 0 || (this.#listening && this.#remote === true);
    this.#alive.set(this.#ref ?? wanted);
  }
}

/**
 * @param {InstanceType<typeof binding.RendererEndpoint>} endpoint
 * @param {number} request
 * @returns {number} how many bytes the answer has, or a negative number when none can come
 */
function wait(endpoint, request) {
  // Short slices first: most answers come at once, and a long wait costs nothing by its slices.
  for (let slice = 1; ; slice = Math.min(slice * 2, LONGEST_SLICE)) {
    const length = endpoint.wait(request, slice, scratch);
    if (length !== NO_ANSWER_YET) return length;
  }
}

/** The URL of what this thread runs; what has no file is `about:blank`. */
function scriptUrl() {
  const file = process.argv[1];
  return file !== undefined && path.isAbsolute(file) ? pathToFileURL(file).href : 'about:blank';
}

function withResolvers() {
  /** @type {(value: any) => void} */
  let resolve = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/**
 * A renderer of another thread is one for all evaluations of this file: what an earlier one has asked is
 * answered to it, and what main sends goes to the newest. In main's own thread each has its own.
 */
function rendererOfRealm() {
  if (!hasParentHub()) return new Renderer();
  const realm = /** @type {any} */ (globalThis);
  const key = Symbol.for(`ipcmain.renderer.${PROTOCOL}`);
  if (!Object.hasOwn(realm, key)) Object.defineProperty(realm, key, { value: new Renderer() });
  return /** @type {Renderer} */ (realm[key]);
}

module.exports = { RELEASED, renderer: rendererOfRealm() };
