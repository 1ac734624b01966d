// @ts-check
'use strict';

const { nextTick, setImmediate } = require('../common/real-timers');
const { app } = require('./app');
const { emit } = require('./emit');
const { Event } = require('./event');
const { hub } = require('./hub');
const { ending, living } = require('./living-contents');
const { dropCalls } = require('./renderer-calls');
const { ROUTING_ID } = require('./succession');

/** @typedef {import('./succession').Succession} Succession */
/** @typedef {import('./web-contents').WebContents} WebContents */
/** @typedef {import('./web-frame-main').WebFrameMain} WebFrameMain */
/** @typedef {import('./workers').Exit} Exit */

/**
 * @typedef {object} Owner what starts the renderers of a window and may end them
 * @property {any} window
 * @property {object} preferences
 * @property {(url: string) => Promise<void>} load
 * @property {() => void} reload
 * @property {() => void} terminate
 * @property {() => void} showReady the page can be seen
 * @property {() => void} closed the contents are destroyed
 */

/** What becomes of contents: how they load, crash and end. */
class ContentsLife {
  #contents;
  #frame;
  #closing = false;
  /** Who waits for the end of the loading. @type {(() => void)[]} */
  #waiting = [];
  /** @type {Succession} */
  succession;
  /** @type {Owner | undefined} */
  owner;
  isDestroyed = false;
  isCrashed = false;
  /** Whether the renderer has not come yet or, in a window, its scripts have not all run. */
  isLoading;

  /**
   * @param {WebContents} contents
   * @param {WebFrameMain} frame
   * @param {Succession} succession
   * @param {Owner} [owner] nothing for the contents of a plain Worker
   */
  constructor(contents, frame, succession, owner) {
    this.#contents = contents;
    this.#frame = frame;
    this.succession = succession;
    this.owner = owner;
    this.isLoading = owner === undefined;
  }

  /**
   * A window starts to load; what was there goes on until `takeOver`.
   *
   * @param {string} url
   */
  startLoading(url) {
    this.isLoading = true;
    emit(this.#contents, 'did-start-loading', new Event());
    const details = { url, isSameDocument: false, isMainFrame: true, frame: this.#frame };
    emit(this.#contents, 'did-start-navigation', Object.assign(new Event(), details));
  }

  /**
   * A window has started a renderer, and what is sent from now on waits for that one.
   *
   * @param {number} processId
   */
  takeOver(processId) {
    this.isCrashed = false;
    this.succession.isGone = false;
    const generation = hub.endpoint.generationOf(this.#contents.id);
    this.succession.begin(processId, /** @type {number} */ (generation));
  }

  /**
   * The renderer has come and introduced itself.
   *
   * @param {string} url of what it runs
   * @param {number} generation
   */
  introduce(url, generation) {
    if (!this.succession.isPresent(generation)) return;
    if (this.owner === undefined) this.isLoading = false;
    for (const processId of this.succession.commit(url)) {
      dropCalls(processId);
      emit(this.#contents, 'render-view-deleted', new Event(), processId);
    }
    // The number is Electron's for what has no HTTP status.
    if (this.owner !== undefined) emit(this.#contents, 'did-navigate', new Event(), url, -1, '');
  }

  /**
   * The scripts have run, or the loading has failed.
   *
   * @param {any} [error]
   */
  stopLoading(error) {
    this.isLoading = false;
    if (this.isDestroyed) return;
    if (error === undefined) {
      emit(this.#contents, 'dom-ready', new Event());
      emit(this.#contents, 'did-finish-load', new Event());
      nextTick(() => this.owner?.showReady());
    } else {
      const { errno, code, url } = error;
      const { processId } = this.succession;
      emit(
        this.#contents,
        'did-fail-load',
        new Event(),
        errno,
        code,
        url,
        true,
        processId,
        ROUTING_ID,
      );
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
    emit(this.#contents, 'did-stop-loading', new Event());
  }

  /** Resolves at the next end of loading. @returns {Promise<void>} */
  loadingStopped() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Ends the contents, later and once. */
  close() {
    if (this.#closing) return;
    this.#closing = true;
    setImmediate(() => this.end());
  }

  /**
   * The renderer is gone.
   *
   * @param {Exit} [exit] how its thread has ended, where that is known
   */
  end(exit) {
    if (this.isDestroyed) return;
    for (const processId of this.succession.all()) dropCalls(processId);
    const crash =
      exit !== undefined && !this.#closing && (exit.code !== 0 || this.owner !== undefined)
        ? { reason: reasonOf(exit), exitCode: exit.code }
        : undefined;
    if (crash === undefined) return this.#destroy();
    this.isCrashed = true;
    this.succession.lose();
    // A window can start another renderer in the place of this one (contract 12.5).
    if (this.owner === undefined) setImmediate(() => this.#destroy());
    const event = new Event();
    emit(app, 'render-process-gone', event, this.#contents, crash);
    emit(this.#contents, 'render-process-gone', event, crash);
  }

  #destroy() {
    const contents = this.#contents;
    // From here on nothing of the renderer is dispatched any more.
    if (ending.has(contents)) return;
    ending.add(contents);
    setImmediate(() => {
      this.isDestroyed = true;
      living.delete(contents.id);
      ending.delete(contents);
      this.succession.end();
      hub.forget(contents.id);
      this.owner?.terminate();
      this.owner?.closed();
      emit(contents, 'destroyed', new Event());
    });
    for (const processId of this.succession.all()) {
      emit(contents, 'render-view-deleted', new Event(), processId);
    }
  }
}

/**
 * Electron's word for how a renderer ended that nobody has closed (contract 12.5).
 *
 * @param {Exit} exit
 */
function reasonOf({ code, error, reason }) {
  if (reason !== undefined) return reason;
  if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'oom';
  if (error !== undefined) return 'crashed';
  if (code === 0) return 'clean-exit';
  // What `worker.terminate()` gives.
  return code === 1 ? 'killed' : 'abnormal-exit';
}

module.exports = { ContentsLife };
