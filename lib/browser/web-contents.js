// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const path = require('node:path');
const { format, pathToFileURL } = require('node:url');
const { ChannelRegistry } = require('../common/binding');
const { conversionFailure } = require('../common/conversion');
const { app } = require('./app');
const { ContentsLife } = require('./contents-life');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { loadError } = require('./load-error');
const { processIdOf } = require('./processes');
const { sessionFor } = require('./session');
const { Succession } = require('./succession');
const { WebFrameMain, frameFromId, sendTo } = require('./web-frame-main');

/** @typedef {import('./contents-life').Owner} Owner */
/** @typedef {{ query?: Record<string, string>, search?: string, hash?: string }} LoadFileOptions */

const framesSend = WebFrameMain.prototype.send;

/** The frame, also after destruction. @type {(contents: WebContents) => WebFrameMain} */
let frameOf;
/** @type {(contents: WebContents) => ContentsLife} */
let lifeOf;

const kIpc = Symbol('ipcmain.ipc');

/** @type {PropertyDescriptor} */
const ownIpc = {
  /** @this {any} */
  get() {
    return this[kIpc];
  },
  enumerable: true,
};

/** A renderer, as its main sees it. */
class WebContents extends EventEmitter {
  #frame;
  #life;

  static {
    frameOf = (contents) => contents.#frame;
    lifeOf = (contents) => contents.#life;
  }

  /**
   * @param {number} id the number of a peer that the hub knows
   * @param {Owner} [owner] what starts its renderers, unless it is a plain Worker's
   */
  constructor(id, owner) {
    super();
    const ipc = new IpcMainImpl(new ChannelRegistry(hub.endpoint, id, false));
    const succession = new Succession(this, id);
    this.#frame = new WebFrameMain(this, succession);
    this.#life = new ContentsLife(this, this.#frame, succession, owner);
    Object.defineProperty(this, kIpc, { value: ipc });
    // Both once and for all: changed later, or with a getter for each object, V8 would keep all in a dictionary.
    Object.defineProperty(this, 'id', { value: id });
    Object.defineProperty(this, 'ipc', ownIpc);
    /** Unique in the process, never reused, readable after destruction. @type {number} */
    this.id;
    /** Listeners and handlers for this renderer alone (contract 4). @type {IpcMainImpl} */
    this.ipc;
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
    return this.#life.isDestroyed;
  }

  /**
   * Whether the renderer has ended without being closed.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isCrashed() {
    this.#mustLive();
    return this.#life.isCrashed;
  }

  /**
   * Whether the renderer has not come yet or, in a window, its scripts have not all run.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  isLoading() {
    this.#mustLive();
    return this.#life.isLoading;
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
    return this.#life.succession.url;
  }

  /**
   * The title of the page that a window shows; what it is called by its URL, when it has none.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getTitle() {
    this.#mustLive();
    // Loaded when it is first needed.
    return require('./page-titles').titleOf(this);
  }

  /**
   * The number of the renderer, as in `event.processId`; another one for each that a window starts.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getProcessId() {
    this.#mustLive();
    return this.#life.succession.processId;
  }

  /**
   * The number by which the operating system knows the process that the renderer runs in.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getOSProcessId() {
    this.#mustLive();
    return processIdOf(this.id) ?? process.pid;
  }

  /**
   * Sends a message to the renderer; it waits there if the renderer has not loaded yet.
   *
   * @param {string} channel
   * @param {...any} args
   * @throws `TypeError` `Object has been destroyed`, `Missing required channel argument`
   */
  send(channel, ...args) {
    this.#mustLive();
    const frame = this.#frame;
    // Tests put functions of their own in the place of methods.
    if (frame.send === framesSend) return sendTo(frame, channel, args);
    return frame.send(channel, ...args);
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
    if (this.#life.owner !== undefined && (this.isLoading() || this.getURL() === '')) {
      await this.#life.loadingStopped();
    }
    const { mainFrame } = this;
    if (!this.isCrashed()) return mainFrame.executeJavaScript(code);
    // As in Electron, where it is a message: that it was lost is printed, and no answer comes.
    mainFrame.send('');
    return new Promise(() => {});
  }

  /**
   * Starts the renderer of a window anew, with what the URL names.
   *
   * @param {string} url
   * @returns {Promise<void>} resolves when all scripts have run
   * @throws `TypeError` `Object has been destroyed`, and for what is no string; as a rejection, an error
   *   with a `code` such as `ERR_FILE_NOT_FOUND`
   */
  loadURL(url) {
    this.#mustLive();
    if (typeof url !== 'string') throw conversionFailure(url, 0);
    const { owner } = this.#life;
    // What a plain Worker runs is up to who has started it.
    const loaded = owner?.load(url) ?? Promise.reject(loadError('ERR_FAILED', url));
    // Nobody has to wait for it, so a failure that nobody sees is none of Node's business.
    loaded.catch(() => {});
    return loaded;
  }

  /**
   * The same for a file.
   *
   * @param {string} filePath relative to `app.getAppPath()`
   * @param {LoadFileOptions} [options] what the URL ends with
   * @returns {Promise<void>}
   * @throws `TypeError` `Must pass filePath as a string`, and what `loadURL` throws
   */
  loadFile(filePath, { query, search, hash } = {}) {
    if (typeof filePath !== 'string') throw new TypeError('Must pass filePath as a string');
    const file = pathToFileURL(path.resolve(app.getAppPath(), filePath));
    // As Electron has it made, but of the file's own URL: `format` would leave a `%` in its name alone.
    return this.loadURL(new URL(format({ query, search, hash }), file).href);
  }

  /**
   * Starts the renderer of a window anew, with what it shows.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  reload() {
    this.#mustLive();
    this.#life.owner?.reload();
  }

  /**
   * Asks a function before the page opens a window; without one, it may.
   *
   * @param {(details: any) => unknown} handler gives `{ action: 'allow' }`, with
   *   `overrideBrowserWindowOptions` if need be, or `{ action: 'deny' }`
   * @throws `TypeError` `Object has been destroyed`
   */
  setWindowOpenHandler(handler) {
    this.#mustLive();
    // Loaded when it is first needed.
    require('./page-wishes').setWindowOpenHandler(this, handler);
  }

  /**
   * Ends the renderer of a window as if it had crashed.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  forcefullyCrashRenderer() {
    this.#mustLive();
    this.#life.owner?.terminate();
  }

  /**
   * The window that shows this, or `null` for a plain Worker.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getOwnerBrowserWindow() {
    this.#mustLive();
    return this.#life.owner?.window ?? null;
  }

  /**
   * The `webPreferences` that the window was made with, or `null` for a plain Worker.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  getLastWebPreferences() {
    this.#mustLive();
    return this.#life.owner?.preferences ?? null;
  }

  /**
   * What the windows of its partition share; that of a plain Worker is the default one.
   *
   * @throws `TypeError` `Object has been destroyed`
   */
  get session() {
    this.#mustLive();
    return sessionFor(this.#life.owner?.preferences);
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
    this.#life.close();
  }

  #mustLive() {
    if (this.#life.isDestroyed) throw new TypeError('Object has been destroyed');
  }

  /** @param {unknown} frame */
  #findFrame(frame) {
    if (typeof frame === 'number') return frameFromId(this.mainFrame.processId, frame);
    if (Array.isArray(frame) && frame.length === 2 && frame.every((n) => typeof n === 'number')) {
      return frameFromId(frame[0], frame[1]);
    }
    throw new Error('Missing required frame argument (must be number or [processId, frameId])');
  }
}

module.exports = { WebContents, frameOf, lifeOf };
