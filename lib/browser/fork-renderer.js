// @ts-check
'use strict';

const { spawn } = require('node:child_process');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const binding = require('../common/binding');
const { ipcError } = require('../common/errors');
const { PROTOCOL } = require('../common/protocol');
const { hub } = require('./hub');
const { dispatch } = require('./ipc-dispatch');
const { livingContents } = require('./living-contents');
const { follow, processes, whenProcessEnded } = require('./processes');
const { lifeOf } = require('./web-contents');
const { meet } = require('./web-contents-finder');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */
/** @typedef {SpawnOptions & { execPath?: string, execArgv?: string[] }} ForkOptions */
/** @typedef {ChildProcess & { readonly webContents: import('./web-contents').WebContents }} RendererProcess */

const init = path.join(__dirname, '..', 'renderer', 'process-init.js');
const kinds = binding.messageKinds();
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
  if (process.platform === 'win32') {
    throw ipcError(
      'ERR_IPC_NO_PROCESSES',
      'ipcmain: renderers in processes need a socket pair, which Windows has not. Use a Worker.',
    );
  }
  const file = modulePath instanceof URL ? fileURLToPath(modulePath) : modulePath;
  if (typeof file !== 'string') {
    throw Object.assign(new TypeError('forkRenderer: the module must be a path or a file URL'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  hub.activate();
  hub.dispatch = judge;
  const end = new binding.ProcessEnd(hub.endpoint, PROTOCOL);
  const { execPath = process.execPath, execArgv = ownExecArgv(), env, stdio, ...rest } = options;
  const channels = stdioOf(stdio);
  try {
    const child = spawn(execPath, [...execArgv, '--require', init, file, ...args], {
      ...rest,
      env: {
        ...(env ?? process.env),
        IPCMAIN_PROCESS: `${channels.length} ${PROTOCOL} ${end.peer}`,
      },
      stdio: [...channels, end.descriptor],
    });
    follow(end.peer, child, end);
    return Object.defineProperty(/** @type {any} */ (child), 'webContents', {
      value: meet(end.peer),
      enumerable: true,
    });
  } catch (error) {
    hub.forget(end.peer);
    throw error;
  } finally {
    end.passed();
  }
}

/** As `child_process.fork` does: the code of `node -e` is not for the child. */
function ownExecArgv() {
  const code = /** @type {any} */ (process)._eval;
  const index = code === undefined ? -1 : process.execArgv.lastIndexOf(code);
  return index < 1 ? process.execArgv : process.execArgv.toSpliced(index - 1, 2);
}

/** @param {SpawnOptions['stdio']} stdio */
function stdioOf(stdio = 'inherit') {
  const channels = typeof stdio === 'string' ? [stdio, stdio, stdio] : [...stdio];
  while (channels.length < 3) channels.push(undefined);
  return channels;
}

/**
 * Dispatches, unless a process has sent what no renderer sends: that process ends.
 *
 * @param {Delivery} delivery
 */
function judge(delivery) {
  const known = processes.get(delivery.peer);
  if (known === undefined) return dispatch(delivery);
  if (delivery.kind === kinds.detached)
    return whenProcessEnded(delivery.peer, endOf(delivery.peer));
  if (isSound(delivery)) dispatch(delivery);
  else known.end.violate();
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
