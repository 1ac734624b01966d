// @ts-check
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { isDisguised } = require('../common/host');
const { app } = require('./app');
const { emit } = require('./emit');
const { Event } = require('./event');
const { hub } = require('./hub');
const { loadError } = require('./load-error');
const { expectReturn } = require('./renderer-calls');
const { preloadsOf, sessionFor } = require('./session');
const { lifeOf } = require('./web-contents');
const { meet } = require('./web-contents-finder');
const { startPageWorker } = require('./page-worker');

/**
 * @typedef {object} WebPreferences what Electron has more is accepted and given back
 * @property {string} [preload] an absolute path
 * @property {string[]} [additionalArguments] at the end of the renderer's `process.argv`
 * @property {boolean} [nodeIntegration] whether the page's scripts have `require`; `false` unless given
 * @property {boolean} [contextIsolation] a Worker has one world, so nothing depends on it
 * @property {string} [partition] names its session
 * @property {boolean} [process] whether its renderer is a process of its own
 */
/** @typedef {import('./page-worker').PageTask} PageTask */
/** @typedef {{ url: string, abort: (error: Error) => void }} Load */

/** What a window shows: the Worker or the process that runs it, and the contents that outlive that. */
class Page {
  #preferences;
  /** @type {(peer: number, page: PageTask) => { terminate(): unknown }} */
  #startRenderer = startPageWorker;
  /** @type {{ terminate(): unknown } | undefined} */
  #renderer;
  /** What the newest renderer was started with. */
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
    const inProcess = preferences.process === true;
    if (inProcess) this.#startRenderer = require('./page-process').preparePageProcess();
    hub.activate();
    this.contents = meet(hub.endpoint.reserve(inProcess), {
      ...owner,
      preferences,
      load: (url) => this.load(url),
      reload: () => this.#reload(),
      terminate: () => this.#renderer?.terminate(),
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
    const { additionalArguments, nodeIntegration = false } = this.#preferences;
    const page = {
      call,
      url,
      processId,
      preloads: this.#preloads(),
      additionalArguments: Array.isArray(additionalArguments)
        ? additionalArguments.map(String)
        : [],
      nodeIntegration,
      appPath: app.getAppPath(),
      // Where main looks like Electron's, so do its windows.
      electron: isDisguised(),
    };
    const earlier = this.#renderer;
    this.#renderer = this.#startRenderer(contents.id, page);
    life.takeOver(processId);
    earlier?.terminate();
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
