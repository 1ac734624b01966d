// @ts-check
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { Worker } = require('node:worker_threads');
const { app } = require('./app');
const { Event } = require('./event');
const { hub } = require('./hub');
const { expectReturn } = require('./renderer-calls');
const { adopt, startLoading, stopLoading } = require('./web-contents');
const { meet } = require('./web-contents-finder');
const { know } = require('./workers');

/** @typedef {import('./browser-window').BrowserWindow} BrowserWindow */
/**
 * @typedef {object} WebPreferences what Electron has more is accepted and given back
 * @property {string} [preload] an absolute path
 * @property {boolean} [nodeIntegration] whether the page's scripts have `require`; `false` unless given
 * @property {boolean} [contextIsolation] a Worker has one world, so nothing depends on it
 */

const init = path.join(__dirname, '..', 'renderer', 'init.js');

/** What a window shows: the Worker that runs it, and the contents that outlive the Worker. */
class Page {
  #preferences;
  /** @type {Worker | undefined} */
  #worker;
  #url = '';
  /** @type {string | undefined} */
  #preload;
  /** Ends the load that is under way. @type {((error: Error) => void) | undefined} */
  #abort;

  /**
   * @param {BrowserWindow} window
   * @param {WebPreferences} preferences
   */
  constructor(window, preferences) {
    const { preload } = preferences;
    this.#preferences = preferences;
    hub.activate();
    this.contents = meet(hub.endpoint.reserve());
    adopt(this.contents, {
      window,
      preferences,
      terminate: () => this.#worker?.terminate(),
      reload: () => this.load(this.#url),
    });
    if (preload !== undefined && path.isAbsolute(preload)) this.#preload = preload;
    else if (preload !== undefined)
      console.error(`preload script must have absolute path: ${preload}`);
  }

  /**
   * @param {string} url
   * @returns {Promise<void>}
   */
  load(url) {
    this.#abort?.(failed('ERR_ABORTED', -3, url));
    this.#url = url;
    startLoading(this.contents, url);
    const aborted = new Promise((_resolve, reject) => {
      this.#abort = reject;
    });
    const loaded = Promise.race([this.#run(url), aborted]);
    // Nobody has to wait for it, so a failure that nobody sees is none of Node's business.
    loaded.catch(() => {});
    return loaded;
  }

  /** @param {string} url */
  async #run(url) {
    const { contents } = this;
    const abort = this.#abort;
    try {
      checkExists(url);
      const { preloadError } = await this.#start(url);
      if (abort !== this.#abort) return;
      if (preloadError) contents.emit('preload-error', new Event(), this.#preload, preloadError);
      stopLoading(contents);
    } catch (error) {
      if (abort === this.#abort) stopLoading(contents, error);
      throw error;
    }
  }

  /**
   * @param {string} url
   * @returns {Promise<{ preloadError?: Error }>}
   */
  #start(url) {
    const { nodeIntegration = false } = this.#preferences;
    this.#worker?.terminate();
    const { call, returned } = expectReturn(this.contents.id, () => failed('ERR_FAILED', -2, url));
    const page = { call, url, preload: this.#preload, nodeIntegration, appPath: app.getAppPath() };
    const worker = new Worker(init, { workerData: { ipcmainPage: page }, name: url });
    this.#worker = worker;
    // Its errors are told as 'render-process-gone'; unheard, they would end main.
    worker.on('error', () => {});
    know(worker);
    hub.bind(this.contents.id, worker.threadId);
    return returned;
  }
}

/** @param {string} url */
function checkExists(url) {
  if (!URL.canParse(url)) throw failed('ERR_INVALID_URL', -300, url);
  const { protocol } = new URL(url);
  if (!['about:', 'data:', 'file:'].includes(protocol)) {
    throw failed('ERR_UNKNOWN_URL_SCHEME', -302, url);
  }
  if (protocol === 'file:' && !fs.existsSync(fileURLToPath(url))) {
    throw failed('ERR_FILE_NOT_FOUND', -6, url);
  }
}

/**
 * Electron's form of a failed load.
 *
 * @param {string} code
 * @param {number} errno
 * @param {string} url
 */
function failed(code, errno, url) {
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}

module.exports = { Page };
