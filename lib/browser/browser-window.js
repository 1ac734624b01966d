// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const path = require('node:path');
const { format, pathToFileURL } = require('node:url');
const { Event } = require('./event');
const { Page } = require('./page');

/** @typedef {import('./web-contents').WebContents} WebContents */

/** @type {Map<number, BrowserWindow>} */
const windows = new Map();
/** The window that has the focus. There is no screen: it is a record. @type {BrowserWindow | null} */
let focused = null;
let lastId = 0;

/** A renderer whose Worker this package starts: it runs a preload script and then a page's scripts. */
class BrowserWindow extends EventEmitter {
  #page;
  #destroyed = false;
  #visible;

  /** @param {{ show?: boolean, webPreferences?: import('./page').WebPreferences }} [options] */
  constructor(options = {}) {
    super();
    /** Unique among the windows of this thread. @type {number} */
    this.id = ++lastId;
    this.#page = new Page(this, options.webPreferences ?? {});
    this.#visible = options.show !== false;
    /** The window's renderer. @type {WebContents} */
    this.webContents = this.#page.contents;
    Object.defineProperties(this, {
      id: { writable: false },
      webContents: { writable: false },
    });
    windows.set(this.id, this);
    focused = this;
    this.webContents.once('destroyed', () => this.#closed());
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
    return this.#page.load(url);
  }

  /**
   * The same for a file.
   *
   * @param {string} file relative to the current folder
   * @param {{ query?: Record<string, string>, search?: string, hash?: string }} [options] what the URL ends with
   * @returns {Promise<void>}
   */
  loadFile(file, { query, search, hash } = {}) {
    this.#mustLive();
    // As Electron has it made, but of the file's own URL: `format` would leave a `%` in its name alone.
    const end = format({ query, search, hash });
    return this.#page.load(new URL(end, pathToFileURL(path.resolve(file))).href);
  }

  /** Whether the window is gone. */
  isDestroyed() {
    return this.#destroyed;
  }

  /** Closes the window unless a listener of 'close' prevents it. */
  close() {
    this.#mustLive();
    const event = new Event();
    this.emit('close', event);
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
    this.emit('closed', new Event());
  }

  focus() {
    this.#mustLive();
    focused = this;
    this.emit('focus', new Event());
  }

  blur() {
    this.#mustLive();
    if (focused === this) focused = null;
    this.emit('blur', new Event());
  }

  isFocused() {
    this.#mustLive();
    return focused === this;
  }

  show() {
    this.#mustLive();
    this.#visible = true;
    focused = this;
    this.emit('show', new Event());
  }

  hide() {
    this.#mustLive();
    this.#visible = false;
    if (focused === this) focused = null;
    this.emit('hide', new Event());
  }

  isVisible() {
    this.#mustLive();
    return this.#visible;
  }

  #mustLive() {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

module.exports = { BrowserWindow };
