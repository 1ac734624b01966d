// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { KeepAlive } = require('../common/keep-alive');
const { isDisguised } = require('../common/host');
const { app } = require('./app');
const { emit } = require('./emit');
const { Event } = require('./event');
const { Page } = require('./page');
const { allClosed } = require('./quitting');
const { WindowStates } = require('./window-states');
const { windows } = require('./windows');

/** @typedef {import('./web-contents').WebContents} WebContents */

/** The window that has the focus. There is no screen: it is a record. @type {BrowserWindow | null} */
let focused = null;
let lastId = 0;

/**
 * What the windows here are made with; the rest of Electron's options is kept.
 *
 * @typedef {{ show?: boolean, title?: string, parent?: BrowserWindow | null, modal?: boolean, webPreferences?: import('./page').WebPreferences }} Options
 */

/** What a window was made with. @type {(window: BrowserWindow) => Options & Record<string, any>} */
let optionsOf;

/** A renderer whose Worker this package starts: it runs a preload script and then a page's scripts. */
class BrowserWindow extends EventEmitter {
  #page;
  #destroyed = false;
  #visible;
  #title;
  #alive = new KeepAlive(this);
  #states = new WindowStates(this);
  #options;
  /** @type {BrowserWindow | null} */
  #parent;

  static {
    optionsOf = (window) => window.#options;
  }

  /**
   * @param {Options | null} [options]
   * @throws `Cannot create BrowserWindow before app is ready`, where this thread looks like Electron's: programs that
   *   have nothing to do with Electron need not wait
   */
  constructor(options) {
    if (isDisguised() && !app.isReady())
      throw new Error('Cannot create BrowserWindow before app is ready');
    super();
    /** Unique among the windows of this thread. @type {number} */
    this.id = ++lastId;
    this.#options = options ?? {};
    this.#parent = options?.parent ?? null;
    this.#visible = options?.show !== false;
    this.#title = options?.title ?? 'Electron';
    this.#page = new Page(options?.webPreferences ?? {}, {
      window: this,
      showReady: () => this.#showReady(),
      closed: () => this.#closed(),
    });
    /** The window's renderer. @type {WebContents} */
    this.webContents = this.#page.contents;
    Object.defineProperties(this, {
      id: { writable: false },
      webContents: { writable: false },
    });
    windows.set(this.id, this);
    focused = this;
    this.#alive.set(true);
    emit(app, 'browser-window-created', new Event(), this);
  }

  /** @returns {BrowserWindow[]} the windows that are not destroyed, oldest first */
  static getAllWindows() {
    return [...windows.values()];
  }

  /** @returns {BrowserWindow | null} */
  static getFocusedWindow() {
    return focused;
  }

  /** @param {number} id */
  static fromId(id) {
    return windows.get(id) ?? null;
  }

  /**
   * @param {WebContents} contents
   * @returns {BrowserWindow | null} nothing for the contents of a plain Worker
   */
  static fromWebContents(contents) {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  /**
   * Starts the renderer anew with what the URL names: a script, a page or `about:blank`.
   *
   * @param {string} url
   * @returns {Promise<void>} resolves when all scripts have run
   * @throws (as a rejection) an error with a `code` such as `ERR_FILE_NOT_FOUND`
   */
  loadURL(url) {
    this.#mustLive();
    return this.webContents.loadURL(url);
  }

  /**
   * The same for a file.
   *
   * @param {string} filePath relative to `app.getAppPath()`
   * @param {import('./web-contents').LoadFileOptions} [options] what the URL ends with
   * @returns {Promise<void>}
   * @throws `TypeError` `Must pass filePath as a string`
   */
  loadFile(filePath, options) {
    this.#mustLive();
    return this.webContents.loadFile(filePath, options);
  }

  /** Starts the renderer anew with what it shows. */
  reload() {
    this.#mustLive();
    this.webContents.reload();
  }

  /**
   * Sends a message to the renderer (contract 13.3).
   *
   * @param {string} channel
   * @param {...any} args
   */
  send(channel, ...args) {
    this.#mustLive();
    this.webContents.send(channel, ...args);
  }

  /** @param {string} title */
  setTitle(title) {
    this.#mustLive();
    this.#title = String(title);
  }

  getTitle() {
    this.#mustLive();
    return this.#title;
  }

  /** Whether the window is gone. */
  isDestroyed() {
    return this.#destroyed;
  }

  /** Closes the window unless a listener of 'close' prevents it. */
  close() {
    this.#mustLive();
    const event = new Event();
    emit(this, 'close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes the window without asking. */
  destroy() {
    if (this.#destroyed) return;
    this.webContents.destroy();
    this.#closed();
  }

  #closed() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.id);
    if (focused === this) focused = null;
    this.#alive.set(false);
    for (const child of this.#children()) child.destroy();
    emit(this, 'closed', new Event());
    if (windows.size === 0) allClosed(app);
  }

  #showReady() {
    if (!this.#destroyed) emit(this, 'ready-to-show');
  }

  /** The window that this one belongs to, and with which it is closed. */
  getParentWindow() {
    this.#mustLive();
    return this.#parent;
  }

  /** @param {BrowserWindow | null} parent */
  setParentWindow(parent) {
    this.#mustLive();
    this.#parent = parent;
  }

  /** @returns {BrowserWindow[]} the windows that belong to this one */
  getChildWindows() {
    this.#mustLive();
    return this.#children();
  }

  /** Whether it was made to be one that its parent waits for; the parent can be used all the same. */
  isModal() {
    this.#mustLive();
    return this.#parent !== null && this.#options.modal === true;
  }

  #children() {
    return BrowserWindow.getAllWindows().filter((window) => window.#parent === this);
  }

  focus() {
    this.#mustLive();
    focused = this;
    emit(this, 'focus', new Event());
  }

  blur() {
    this.#mustLive();
    if (focused === this) focused = null;
    emit(this, 'blur', new Event());
  }

  isFocused() {
    this.#mustLive();
    return focused === this;
  }

  show() {
    this.#mustLive();
    this.#visible = true;
    focused = this;
    emit(this, 'show', new Event());
  }

  hide() {
    this.#mustLive();
    this.#visible = false;
    if (focused === this) focused = null;
    emit(this, 'hide', new Event());
  }

  isVisible() {
    this.#mustLive();
    return this.#visible;
  }

  maximize() {
    this.#mustLive();
    this.#states.set('maximized', true);
  }

  unmaximize() {
    this.#mustLive();
    this.#states.set('maximized', false);
  }

  isMaximized() {
    this.#mustLive();
    return this.#states.has('maximized');
  }

  minimize() {
    this.#mustLive();
    this.#states.set('minimized', true);
  }

  /** Ends what `minimize` has begun. */
  restore() {
    this.#mustLive();
    this.#states.set('minimized', false);
  }

  isMinimized() {
    this.#mustLive();
    return this.#states.has('minimized');
  }

  /** @param {boolean} flag */
  setFullScreen(flag) {
    this.#mustLive();
    this.#states.set('fullScreen', Boolean(flag));
  }

  isFullScreen() {
    this.#mustLive();
    return this.#states.has('fullScreen');
  }

  #mustLive() {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

module.exports = { BrowserWindow, optionsOf };
