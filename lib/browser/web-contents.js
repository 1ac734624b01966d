// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { setImmediate } = require('node:timers');
const { ChannelRegistry } = require('../common/binding');
const { Event } = require('./event');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { ending, living } = require('./living-contents');
const { dropCalls } = require('./renderer-calls');
const { ROUTING_ID, WebFrameMain, frameFromId, setUrl, urlOf } = require('./web-frame-main');

/** The frame, also after destruction. @type {(contents: WebContents) => WebFrameMain} */
let frameOf;
/** The renderer has introduced itself. @type {(contents: WebContents, introduction: any) => void} */
let introduce;
/** The renderer is gone. @type {(contents: WebContents, exit?: Exit) => void} */
let end;

/** Gives contents to the window that starts its renderers. @type {(contents: WebContents, owner: Owner) => void} */
let adopt;
/** A window starts a renderer. @type {(contents: WebContents, url: string) => void} */
let startLoading;
/** It has run its scripts, or failed. @type {(contents: WebContents, error?: any) => void} */
let stopLoading;

/** @typedef {import('./workers').Exit} Exit */
/**
 * @typedef {object} Owner what has started the renderer's thread and may end it
 * @property {any} window
 * @property {object} preferences
 * @property {() => void} terminate
 * @property {() => Promise<void>} reload
 */

/** A renderer, as its main sees it. */
class WebContents extends EventEmitter {
  #frame = new WebFrameMain(this);
  #destroyed = false;
  #crashed = false;
  #closing = false;
  #loading = true;
  /** @type {Owner | undefined} */
  #owner;

  static {
    frameOf = (contents) => contents.#frame;
    introduce = (contents, introduction) => contents.#introduce(introduction);
    end = (contents, exit) => contents.#end(exit);
    adopt = (contents, owner) => {
      contents.#owner = owner;
      contents.#loading = false;
    };
    startLoading = (contents, url) => contents.#startLoading(url);
    stopLoading = (contents, error) => contents.#stopLoading(error);
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
   * Whether the renderer has not come yet or, in a window, its scripts have not all run.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isLoading() {
    this.#mustLive();
    return this.#loading;
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
    this.#mustLive();
    return urlOf(this.#frame);
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
    this.#mustLive();
    // Without a window, what is sent waits where the renderer finds it.
    if (this.#owner !== undefined && (this.#loading || this.getURL() === '')) {
      await new Promise((resolve) => this.once('did-stop-loading', resolve));
    }
    return this.mainFrame.executeJavaScript(code);
  }

  /**
   * Starts the renderer of a window anew, with what it shows.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  reload() {
    this.#mustLive();
    this.#owner?.reload().catch(() => {});
  }

  /**
   * Ends the renderer of a window as if it had crashed.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  forcefullyCrashRenderer() {
    this.#mustLive();
    this.#owner?.terminate();
  }

  /**
   * The window that shows this, or `null` for a plain Worker.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getOwnerBrowserWindow() {
    this.#mustLive();
    return this.#owner?.window ?? null;
  }

  /**
   * The `webPreferences` that the window was made with, or `null` for a plain Worker.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getLastWebPreferences() {
    this.#mustLive();
    return this.#owner?.preferences ?? null;
  }

  /**
   * Lets go of the renderer, later. The thread of a window ends; that of a Worker that the user has
   * started goes on, and what it sends fails from then on.
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
    setUrl(this.#frame, url);
    if (this.#owner === undefined) this.#loading = false;
  }

  /** @param {string} url */
  #startLoading(url) {
    this.#loading = true;
    this.#crashed = false;
    setUrl(this.#frame, url);
    this.emit('did-start-loading', new Event());
    const details = { url, isSameDocument: false, isMainFrame: true, frame: this.#frame };
    this.emit('did-start-navigation', Object.assign(new Event(), details));
  }

  /** @param {any} error */
  #stopLoading(error) {
    this.#loading = false;
    if (this.#destroyed) return;
    if (error === undefined) {
      this.emit('dom-ready', new Event());
      this.emit('did-finish-load', new Event());
    } else {
      const { errno, code, url } = error;
      this.emit('did-fail-load', new Event(), errno, code, url, true, this.id, ROUTING_ID);
    }
    this.emit('did-stop-loading', new Event());
  }

  /** @param {Exit} [exit] how the renderer's thread has ended, where that is known */
  #end(exit) {
    if (this.#destroyed) return;
    dropCalls(this.id);
    const crash =
      exit !== undefined && !this.#closing && (exit.code !== 0 || this.#owner !== undefined)
        ? { reason: reasonOf(exit), exitCode: exit.code }
        : undefined;
    // Each event is a task of its own, so that a listener that throws does not keep the next from coming.
    if (crash === undefined) return this.#destroy();
    this.#crashed = true;
    // A window can start another renderer in the place of this one (contract 12.5).
    if (this.#owner === undefined) setImmediate(() => this.#destroy());
    this.emit('render-process-gone', new Event(), crash);
  }

  #destroy() {
    // From here on nothing of the renderer is dispatched any more.
    if (ending.has(this)) return;
    ending.add(this);
    setImmediate(() => {
      this.#destroyed = true;
      living.delete(this.id);
      hub.forget(this.id);
      this.#owner?.terminate();
      this.emit('destroyed', new Event());
    });
    this.emit('render-view-deleted', new Event(), this.id);
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
  if (code === 0) return 'clean-exit';
  // What `worker.terminate()` gives.
  return code === 1 ? 'killed' : 'abnormal-exit';
}

module.exports = {
  WebContents,
  adopt,
  end,
  frameOf,
  introduce,
  startLoading,
  stopLoading,
};
