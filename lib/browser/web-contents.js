// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { setImmediate } = require('node:timers');
const { ChannelRegistry } = require('../common/binding');
const { Event } = require('./event');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { living } = require('./living-contents');
const { dropCalls } = require('./renderer-calls');
const { WebFrameMain, frameFromId, setUrl } = require('./web-frame-main');

/** The frame, also after destruction. @type {(contents: WebContents) => WebFrameMain} */
let frameOf;
/** The renderer has introduced itself. @type {(contents: WebContents, introduction: any) => void} */
let introduce;
/** The renderer is gone. @type {(contents: WebContents, exit?: Exit) => void} */
let end;

/** @typedef {import('./workers').Exit} Exit */

/** A renderer, as its main sees it. */
class WebContents extends EventEmitter {
  #frame = new WebFrameMain(this);
  #destroyed = false;
  #crashed = false;
  #closing = false;
  #attached = false;

  static {
    frameOf = (contents) => contents.#frame;
    introduce = (contents, introduction) => contents.#introduce(introduction);
    end = (contents, exit) => contents.#end(exit);
  }

  /** @param {number} id the number of a peer that the hub knows */
  constructor(id) {
    super();
    const ipc = new IpcMainImpl(new ChannelRegistry(hub.endpoint, id, false));
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
    this.#mustLive();
    return this.#frame;
  }

  /** Whether the renderer is gone for good. */
  isDestroyed() {
    return this.#destroyed;
  }

  /**
   * Whether the renderer has ended without being closed.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isCrashed() {
    this.#mustLive();
    return this.#crashed;
  }

  /**
   * Whether the renderer has not come yet.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isLoading() {
    this.#mustLive();
    return !this.#attached;
  }

  /**
   * What `isLoading` says: there is one frame.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isLoadingMainFrame() {
    return this.isLoading();
  }

  /**
   * The URL of the script that the renderer runs; empty while it has not come.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getURL() {
    return this.mainFrame.url;
  }

  /**
   * The number of the renderer, as in `event.processId`.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getProcessId() {
    this.#mustLive();
    return this.id;
  }

  /**
   * The number by which the operating system knows the process that the renderer runs in.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getOSProcessId() {
    this.#mustLive();
    return process.pid;
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

  /**
   * Runs code in the renderer once it has loaded (contract 13.6).
   *
   * @param {string} code
   * @returns {Promise<any>} what it evaluates to, awaited; never settles when the renderer ends meanwhile
   * @throws (as a rejection) what the code rejects with; a generic error when it throws; `An object
   *   could not be cloned.`
   */
  async executeJavaScript(code) {
    return this.mainFrame.executeJavaScript(code);
  }

  /**
   * Lets go of the renderer, later. Its thread goes on if the user has started it; what it sends fails
   * from then on.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  close() {
    this.#mustLive();
    this.destroy();
  }

  /** The same, and harmless the second time. */
  destroy() {
    if (this.#closing) return;
    this.#closing = true;
    setImmediate(() => this.#end());
  }

  #mustLive() {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }

  /** @param {unknown} frame */
  #findFrame(frame) {
    if (typeof frame === 'number') return frameFromId(this.mainFrame.processId, frame);
    if (Array.isArray(frame) && frame.length === 2 && frame.every((n) => typeof n === 'number')) {
      return frameFromId(frame[0], frame[1]);
    }
    throw new Error('Missing required frame argument (must be number or [processId, frameId])');
  }

  /** @param {{ url: string }} introduction */
  #introduce({ url }) {
    this.#attached = true;
    setUrl(this.#frame, url);
  }

  /** @param {Exit} [exit] how the renderer's thread has ended, where that is known */
  #end(exit) {
    if (this.#destroyed) return;
    if (exit !== undefined && exit.code !== 0 && !this.#closing) {
      this.#crashed = true;
      const details = { reason: reasonOf(exit), exitCode: exit.code };
      this.emit('render-process-gone', new Event(), details);
    }
    this.emit('render-view-deleted', new Event(), this.id);
    this.#destroyed = true;
    living.delete(this.id);
    hub.forget(this.id);
    dropCalls(this.id);
    this.emit('destroyed', new Event());
  }
}

/**
 * Electron's word for how a renderer ended that nobody has closed (contract 12.5).
 *
 * @param {Exit} exit
 */
function reasonOf({ code, error }) {
  if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'oom';
  if (error !== undefined) return 'crashed';
  // What `worker.terminate()` gives.
  return code === 1 ? 'killed' : 'abnormal-exit';
}

module.exports = { WebContents, end, frameOf, introduce };
