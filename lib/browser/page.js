// @ts-check
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { Worker } = require('node:worker_threads');
const { isDisguised } = require('../common/host');
const { startFor } = require('../common/inheritance');
const { WISH } = require('../common/page-wish');
const { app } = require('./app');
const { emit } = require('./emit');
const { Event } = require('./event');
const { hub } = require('./hub');
const { loadError } = require('./load-error');
const { expectReturn } = require('./renderer-calls');
const { preloadsOf, sessionFor } = require('./session');
const { tellConsole } = require('./console-messages');
const { lifeOf } = require('./web-contents');
const { meet } = require('./web-contents-finder');
const { know } = require('./workers');

/**
 * @typedef {object} WebPreferences what Electron has more is accepted and given back
 * @property {string} [preload] an absolute path
 * @property {boolean} [nodeIntegration] whether the page's scripts have `require`; `false` unless given
 * @property {boolean} [contextIsolation] a Worker has one world, so nothing depends on it
 * @property {string} [partition] names its session
 */
/** @typedef {{ url: string, abort: (error: Error) => void }} Load */

const init = path.join(__dirname, '..', 'renderer', 'init.js');

/** What a window shows: the Worker that runs it, and the contents that outlive the Worker. */
class Page {
  #preferences;
  /** @type {Worker | undefined} */
  #worker;
  /** What the newest Worker was started with. */
  #url = '';
  /** @type {string | undefined} */
  #preload;
  /** The load that is under way. @type {Load | undefined} */
  #load;

  /**
   * @param {WebPreferences} preferences
   * @param {Pick<import('./contents-life').Owner, 'window' | 'showReady' | 'closed'>} owner
   */
  constructor(preferences, owner) {
    const { preload } = preferences;
    this.#preferences = preferences;
    if (typeof preload === 'string') {
      if (path.isAbsolute(preload)) this.#preload = preload;
      else console.error(`preload script must have absolute path: ${preload}`);
    }
    hub.activate();
    this.contents = meet(hub.endpoint.reserve(), {
      ...owner,
      preferences,
      load: (url) => this.load(url),
      reload: () => this.#reload(),
      terminate: () => this.#worker?.terminate(),
    });
  }

  /**
   * @param {string} url
   * @returns {Promise<void>}
   */
  load(url) {
    return new Promise((resolve, reject) => {
      const load = { url, abort: reject };
      this.#load?.abort(loadError('ERR_ABORTED', url));
      this.#load = load;
      lifeOf(this.contents).startLoading(url);
      this.#run(load).then(resolve, reject);
    });
  }

  /** What runs before the page: the scripts of the session come before the window's own. */
  #preloads() {
    const own = this.#preload === undefined ? [] : [this.#preload];
    return [...preloadsOf(sessionFor(this.#preferences)), ...own];
  }

  #reload() {
    if (this.#url !== '') this.contents.loadURL(this.#url);
  }

  /** @param {Load} load */
  async #run(load) {
    // A listener may have begun another one meanwhile.
    if (this.#load !== load) throw loadError('ERR_ABORTED', load.url);
    try {
      checkExists(load.url);
      for (const { path, error } of await this.#start(load.url)) {
        if (this.#load === load) emit(this.contents, 'preload-error', new Event(), path, error);
      }
      this.#stop(load);
    } catch (error) {
      this.#stop(load, error);
      throw error;
    }
  }

  /**
   * @param {Load} load
   * @param {unknown} [error]
   */
  #stop(load, error) {
    if (this.#load !== load) return;
    this.#load = undefined;
    lifeOf(this.contents).stopLoading(error);
  }

  /**
   * @param {string} url
   * @returns {Promise<{ path: string, error: Error }[]>} the preload scripts that have failed
   */
  #start(url) {
    const { contents } = this;
    const life = lifeOf(contents);
    const processId = life.succession.nextProcessId();
    const failed = () => loadError('ERR_FAILED', url);
    const { call, returned } = expectReturn(processId, failed);
    const { nodeIntegration = false } = this.#preferences;
    const page = {
      call,
      url,
      processId,
      preloads: this.#preloads(),
      nodeIntegration,
      appPath: app.getAppPath(),
      // Where main looks like Electron's, so do its windows.
      electron: isDisguised(),
    };
    const worker = startFor(
      hub.endpoint.id,
      () => new Worker(init, { workerData: { ipcmainPage: page }, name: url }),
    );
    // Its errors are told as 'render-process-gone'; unheard, they would end main.
    worker.on('error', () => {});
    worker.on('message', (message) => {
      tellConsole(contents, message);
      const wish = message?.[WISH];
      // Loaded when it is first needed.
      if (wish !== undefined) require('./page-wishes').heed(contents, wish);
    });
    know(worker);
    hub.bind(contents.id, worker.threadId);
    life.takeOver(processId);
    this.#worker?.terminate();
    this.#worker = worker;
    this.#url = url;
    return returned.catch(() => {
      throw failed();
    });
  }
}

/** @param {string} url */
function checkExists(url) {
  if (!URL.canParse(url)) throw loadError('ERR_INVALID_URL', url);
  const { protocol } = new URL(url);
  if (!['about:', 'data:', 'file:'].includes(protocol)) {
    throw loadError('ERR_UNKNOWN_URL_SCHEME', url);
  }
  if (protocol === 'file:' && !isFile(url)) throw loadError('ERR_FILE_NOT_FOUND', url);
}

/** @param {string} url */
function isFile(url) {
  try {
    return fs.statSync(fileURLToPath(url)).isFile();
  } catch {
    // Also one of another machine, or one that may not be looked at.
    return false;
  }
}

module.exports = { Page };
