// @ts-check
'use strict';

const { PAGE_DESCRIPTOR } = require('../common/page-descriptor');
const { hub } = require('./hub');
const { judgeProcesses } = require('./judge-processes');
const { init } = require('./page-worker');
const { processes } = require('./processes');
const { startProcess } = require('./start-process');

/** @typedef {import('node:stream').Writable} Writable */
/** @typedef {import('./page-worker').PageTask} PageTask */

/** Makes main ready for windows whose renderers are processes. */
function preparePageProcess() {
  judgeProcesses();
  return startPageProcess;
}

/**
 * Starts a process as the renderer of a window, in the place of the one before.
 *
 * @param {number} peer the number of its contents
 * @param {PageTask} page
 */
function startPageProcess(peer, page) {
  const options = { stdio: /** @type {any} */ (['ignore', 'inherit', 'inherit', 'pipe']) };
  const started = startProcess(hub.endpoint, 'renderer', init, [], options, peer);
  started.expectReturn(page.call);
  processes.get(peer)?.forget();
  processes.set(peer, started);
  hub.succeeded(peer);
  const { child } = started;
  // That it could not be started is told as 'render-process-gone'; unheard, it would end main.
  child.on('error', () => {});
  const pipe = /** @type {Writable | undefined} */ (child.stdio[PAGE_DESCRIPTOR]);
  // One that has ended already does not read.
  pipe?.on('error', () => {});
  pipe?.end(JSON.stringify(page));
  return { terminate: () => child.kill('SIGKILL') };
}

module.exports = { preparePageProcess };
