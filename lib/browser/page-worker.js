// @ts-check
'use strict';

const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { startFor } = require('../common/inheritance');
const { hearPage } = require('./hear-page');
const { hub } = require('./hub');
const { know } = require('./workers');

/**
 * What the renderer of a window is to do.
 *
 * @typedef {object} PageTask
 * @property {number} call the number under which it says that all scripts have run
 * @property {string} url
 * @property {number} processId
 * @property {string[]} preloads
 * @property {string[]} additionalArguments
 * @property {boolean} nodeIntegration
 * @property {string} appPath
 * @property {boolean} electron
 */

/** What such a renderer runs. */
const init = path.join(__dirname, '..', 'renderer', 'init.js');

/**
 * Starts a Worker as the renderer of a window, in the place of the one before.
 *
 * @param {number} peer the number of its contents
 * @param {PageTask} page
 */
function startPageWorker(peer, page) {
  const worker = startFor(
    hub.endpoint.id,
    () => new Worker(init, { workerData: { ipcmainPage: page }, name: page.url }),
  );
  // Its errors are told as 'render-process-gone'; unheard, they would end main.
  worker.on('error', () => {});
  worker.on('message', (message) => hearPage(peer, message));
  know(worker);
  hub.bind(peer, worker.threadId);
  return worker;
}

module.exports = { init, startPageWorker };
