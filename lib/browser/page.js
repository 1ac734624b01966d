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
    if (preload !== undefined && !path.isAbsolute(preload)) {
      console.error(`Electron requires an absolute path for "preload", not ${preload}`);
    }
  }

  /**
   * @param {string} url
   * @returns {Promise<void>}
   */
  async load(url) {
    this.#url = url;
    const { contents } = this;
    startLoading(contents, url);
    try {
      checkExists(url);
      const { preloadError } = await this.#start(url);
      if (preloadError) {
        contents.emit('preload-error', new Event(), this.#preferences.preload, preloadError);
      }
    } catch (error) {
      stopLoading(contents, error);
      throw error;
    }
    stopLoading(contents);
  }

  /**
   * @param {string} url
   * @returns {Promise<{ preloadError?: Error }>}
   */
  #start(url) {
    const { preload, nodeIntegration = false } = this.#preferences;
    this.#worker?.terminate();
    const { call, returned } = expectReturn(this.contents.id, () => failed('ERR_FAILED', -2, url));
    const page = { call, url, preload, nodeIntegration, appPath: app.getAppPath() };
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
