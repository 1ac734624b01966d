// @ts-check
'use strict';

const { kinds } = require('../common/message-kinds');
const { hub } = require('./hub');
const { dispatch } = require('./ipc-dispatch');
const { livingContents } = require('./living-contents');
const { processes } = require('./processes');
const { startProcess } = require('./start-process');
const { lifeOf } = require('./web-contents');
const { meet } = require('./web-contents-finder');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('./start-process').ForkOptions} ForkOptions */
/** @typedef {import('node:child_process').ChildProcess & { readonly webContents: import('./web-contents').WebContents }} RendererProcess */

const lists = new Set([kinds.send, kinds.sendSync, kinds.invoke]);

/**
 * Starts a module in a process of its own, as a renderer of this main.
 *
 * @param {string | URL} modulePath
 * @param {readonly string[] | ForkOptions} [args]
 * @param {ForkOptions} [options] those of `child_process.spawn`, and `execPath` and `execArgv`
 * @returns {RendererProcess}
 * @throws `ERR_IPC_NO_PROCESSES` where there is no such transport; what `child_process.spawn` throws
 */
function forkRenderer(modulePath, args = [], options = {}) {
  if (!Array.isArray(args)) return forkRenderer(modulePath, [], /** @type {ForkOptions} */ (args));
  hub.activate();
  hub.dispatch = judge;
  const started = startProcess(hub.endpoint, 'renderer', modulePath, args, options);
  processes.set(started.peer, started);
  const value = meet(started.peer);
  return Object.defineProperty(/** @type {any} */ (started.child), 'webContents', {
    value,
    enumerable: true,
  });
}

/**
 * Dispatches, unless a process has sent what no renderer sends: that process ends.
 *
 * @param {Delivery} delivery
 */
function judge(delivery) {
  const sender = processes.get(delivery.peer);
  if (sender === undefined) return dispatch(delivery);
  if (delivery.kind === kinds.detached) return sender.whenEnded(endOf(delivery.peer));
  if (isSound(delivery)) dispatch(delivery);
  else sender.violate();
}

/**
 * @param {number} peer
 * @returns {(exit: import('./workers').Exit) => void}
 */
function endOf(peer) {
  return (exit) => {
    const contents = livingContents(peer);
    if (contents !== undefined) lifeOf(contents).end(exit);
  };
}

/** @param {Delivery} delivery */
function isSound({ kind, value }) {
  if (lists.has(kind)) return Array.isArray(value);
  if (kind === kinds.attached) return typeof value?.url === 'string';
  return kind !== kinds.return || (typeof value === 'object' && value !== null);
}

module.exports = { forkRenderer };
