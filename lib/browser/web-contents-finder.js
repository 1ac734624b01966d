// @ts-check
'use strict';

const { Worker } = require('node:worker_threads');
const { conversionFailure } = require('../common/conversion');
const { app } = require('./app');
const { emit } = require('./emit');
const { Event } = require('./event');
const { hub } = require('./hub');
const { living } = require('./living-contents');
const { WebContents } = require('./web-contents');
const { WebFrameMain } = require('./web-frame-main');
const { know } = require('./workers');

/**
 * The contents of a peer that the hub knows, made on first sight.
 *
 * @param {number} id
 * @param {import('./contents-life').Owner} [owner] what starts its renderers, unless it is a plain Worker's
 */
function meet(id, owner) {
  const known = living.get(id);
  if (known !== undefined) return known;
  const contents = new WebContents(id, owner);
  living.set(id, contents);
  emit(app, 'web-contents-created', Object.assign(new Event(), { sender: contents }), contents);
  return contents;
}

/** Meets the renderers that have come, but whose first envelope may still wait. */
function meetNewcomers() {
  for (const id of hub.endpoint.attachedPeers()) meet(id);
}

/** @type {WeakMap<object, WebContents>} */
const byWorker = new WeakMap();

const webContents = {
  /**
   * The contents of a Worker, from the moment it was started. Messages sent before the Worker has
   * loaded wait for it.
   *
   * @param {Worker} worker
   * @returns {WebContents | undefined} `undefined` when the Worker had ended before the first call
   * @throws `TypeError` with code `ERR_INVALID_ARG_TYPE` when this is not a Worker
   */
  fromWorker(worker) {
    checkWorker(worker);
    const known = byWorker.get(worker);
    if (known !== undefined) return known;
    if (worker.threadId < 0) return undefined;
    hub.activate();
    know(worker);
    const contents = meet(hub.endpoint.claim(worker.threadId));
    byWorker.set(worker, contents);
    return contents;
  },

  /**
   * @param {number} id
   * @returns {WebContents | undefined}
   * @throws `TypeError` when this is not an integer (contract 7.7)
   */
  fromId(id) {
    if (arguments.length === 0) throw new TypeError('Insufficient number of arguments.');
    if (typeof id !== 'number' || (id | 0) !== id) throw conversionFailure(id, 0);
    meetNewcomers();
    return living.get(id);
  },

  /**
   * @param {WebFrameMain} frame
   * @returns {WebContents | undefined} nothing when the frame's renderer is gone
   * @throws `TypeError` when this is not a frame (contract 7.7)
   */
  fromFrame(frame) {
    if (arguments.length === 0) throw new TypeError('Insufficient number of arguments.');
    if (!(frame instanceof WebFrameMain)) throw conversionFailure(frame, 0);
    return frame.isDestroyed() ? undefined : living.get(frame.frameTreeNodeId);
  },

  /** @returns {WebContents[]} every living renderer, oldest first */
  getAllWebContents() {
    meetNewcomers();
    return [...living.values()].sort((one, other) => one.id - other.id);
  },
};

/** @param {unknown} worker */
function checkWorker(worker) {
  if (worker instanceof Worker) return;
  throw Object.assign(
    new TypeError(
      'webContents.fromWorker: the "worker" argument must be a Worker of node:worker_threads',
    ),
    { code: 'ERR_INVALID_ARG_TYPE' },
  );
}

module.exports = { meet, meetNewcomers, webContents };
