// @ts-check
'use strict';

const { hub } = require('./hub');
const { judgeProcesses } = require('./judge-processes');
const { processes } = require('./processes');
const { startProcess } = require('./start-process');
const { meet } = require('./web-contents-finder');

/** @typedef {import('./start-process').ForkOptions} ForkOptions */
/** @typedef {import('node:child_process').ChildProcess & { readonly webContents: import('./web-contents').WebContents }} RendererProcess */

/**
 * Starts a module in a process of its own, as a renderer of this main.
 *
 * @param {string | URL} modulePath
 * @param {readonly string[] | ForkOptions} [args]
 * @param {ForkOptions} [options] those of `child_process.spawn`, and `execPath` and `execArgv`
 * @returns {RendererProcess}
 * @throws what `child_process.spawn` throws
 */
function forkRenderer(modulePath, args = [], options = {}) {
  if (!Array.isArray(args)) return forkRenderer(modulePath, [], /** @type {ForkOptions} */ (args));
  hub.activate();
  judgeProcesses();
  const started = startProcess(hub.endpoint, 'renderer', modulePath, args, options);
  processes.set(started.peer, started);
  const value = meet(started.peer);
  return Object.defineProperty(/** @type {any} */ (started.child), 'webContents', {
    value,
    enumerable: true,
  });
}

module.exports = { forkRenderer };
