// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const binding = require('../common/binding');
const { conversionFailure } = require('../common/conversion');
const { app } = require('./app');
const { Event } = require('./event');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { ROUTING_ID, WebFrameMain } = require('./web-frame-main');

/** The living, by their number. @type {Map<number, WebContents>} */
const living = new Map();

/** The frame, also after destruction. @type {(contents: WebContents) => WebFrameMain} */
let frameOf;
/** The renderer is gone. @type {(contents: WebContents) => void} */
let destroy;

/** A renderer, as its main sees it. */
class WebContents extends EventEmitter {
  #frame = new WebFrameMain(this);
  #destroyed = false;

  static {
    frameOf = (contents) => contents.#frame;
    destroy = (contents) => contents.#destroy();
  }

  /** @param {number} id the number of a peer that the hub knows */
  constructor(id) {
    super();
    const ipc = new IpcMainImpl(new binding.ChannelRegistry(hub.endpoint, id, false));
    /** Unique in the process, never reused, readable after destruction. */
    this.id = id;
    /** Listeners and handlers for this renderer alone (contract 4). */
    this.ipc = ipc;
    Object.defineProperties(this, {
      id: { writable: false, enumerable: false, configurable: false },
      ipc: { get: () => ipc, configurable: false },
    });
  }

  /**
   * The renderer's frame; always the same object.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  get mainFrame() {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    return this.#frame;
  }

  /** Whether the renderer is gone. */
  isDestroyed() {
    return this.#destroyed;
  }

  /**
   * Sends a message to the renderer; it waits there if the renderer has not loaded yet.
   *
   * @param {string} channel
   * @param {...any} args
   * @throws `TypeError` `Object has been destroyed`, `Missing required channel argument`
   */
  send(channel, ...args) {
    return this.mainFrame.send(channel, ...args);
  }

  /**
   * Sends one value to the renderer, and the ports that go with it.
   *
   * @param {...any} args the channel, the value, and an array of `MessagePortMain`
   * @throws `TypeError` `Object has been destroyed`, and what a frame's `postMessage` throws
   */
  postMessage(...args) {
    return this.mainFrame.postMessage(...args);
  }

  /**
   * Sends a message to one frame of the renderer (contract 7.5).
   *
   * @param {number | [number, number]} frame its `routingId`, or `[processId, routingId]`
   * @param {string} channel
   * @param {...any} args
   * @returns {boolean} whether there is such a frame
   * @throws `Missing required frame argument (must be number or [processId, frameId])`
   */
  sendToFrame(frame, channel, ...args) {
    const target = this.#findFrame(frame);
    if (target === undefined) return false;
    target.send(channel, ...args);
    return true;
  }

  /** @param {unknown} frame */
  #findFrame(frame) {
    if (typeof frame === 'number') return frameFromId(this.mainFrame.processId, frame);
    if (Array.isArray(frame) && frame.length === 2 && frame.every((n) => typeof n === 'number')) {
      return frameFromId(frame[0], frame[1]);
    }
    throw new Error('Missing required frame argument (must be number or [processId, frameId])');
  }

  #destroy() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    living.delete(this.id);
    hub.forget(this.id);
    this.emit('destroyed', new Event());
  }
}

/**
 * @param {number} processId
 * @param {number} routingId
 */
function frameFromId(processId, routingId) {
  if (routingId !== ROUTING_ID) return undefined;
  return living.get(processId)?.mainFrame;
}

/**
 * The contents of a peer that the hub knows, made on first sight.
 *
 * @param {number} id
 */
function meet(id) {
  const known = living.get(id);
  if (known !== undefined) return known;
  const contents = new WebContents(id);
  living.set(id, contents);
  const event = { sender: contents, preventDefault() {}, defaultPrevented: false };
  app.emit('web-contents-created', event, contents);
  return contents;
}

/** Meets the renderers that have come, but whose first envelope may still wait. */
function meetNewcomers() {
  for (const id of hub.endpoint.attachedPeers()) meet(id);
}

/**
 * @param {number} id
 * @returns {WebContents | undefined} nothing when main has let go of that renderer
 */
function livingContents(id) {
  return living.get(id);
}

/** @type {WeakMap<object, WebContents>} */
const byWorker = new WeakMap();

const webContents = {
  /**
   * The contents of a Worker, from the moment it was started. Messages sent before the Worker has
   * loaded wait for it.
   *
   * @param {import('node:worker_threads').Worker} worker
   * @returns {WebContents | undefined} `undefined` when the Worker had ended before the first call
   * @throws `TypeError` with code `ERR_INVALID_ARG_TYPE` when this is not a Worker
   */
  fromWorker(worker) {
    checkWorker(worker);
    const known = byWorker.get(worker);
    if (known !== undefined) return known;
    if (worker.threadId < 0) return undefined;
    hub.activate();
    binding.watchThread(worker.threadId);
    const contents = meet(hub.endpoint.claim(worker.threadId));
    byWorker.set(worker, contents);
    worker.once('exit', () => hub.endpoint.threadEnded(contents.id));
    return contents;
  },

  /**
   * @param {number} id
   * @returns {WebContents | undefined}
   * @throws `TypeError` when this is not an integer (contract 7.7)
   */
  fromId(id) {
    if (arguments.length === 0) throw new TypeError('Insufficient number of arguments.');
    if (typeof id !== 'number' || (id | 0) !== id) {
      throw conversionFailure(id, 0);
    }
    meetNewcomers();
    return living.get(id);
  },

  /** @returns {WebContents[]} every living renderer, oldest first */
  getAllWebContents() {
    meetNewcomers();
    return [...living.values()].sort((one, other) => one.id - other.id);
  },
};

/** @param {any} worker */
function checkWorker(worker) {
  if (typeof worker?.threadId === 'number' && typeof worker.once === 'function') return;
  throw Object.assign(
    new TypeError(
      'webContents.fromWorker: the "worker" argument must be a Worker of node:worker_threads',
    ),
    { code: 'ERR_INVALID_ARG_TYPE' },
  );
}

module.exports = { WebContents, destroy, frameOf, livingContents, meetNewcomers, webContents };
