// @ts-check
'use strict';

const { constants } = require('node:os');
const { clearTimeout, setTimeout } = require('node:timers');
const { KeepAlive } = require('../common/keep-alive');

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('./workers').Exit} Exit */

/**
 * A process of this main.
 *
 * @typedef {object} Known
 * @property {ChildProcess} child
 * @property {import('../common/binding').ProcessEnd} end
 * @property {Exit} [exit]
 * @property {(exit: Exit) => void} [waiting]
 * @property {KeepAlive} alive main lives until it has dispatched what an ended process has sent
 * @property {boolean} isForgotten main takes nothing of it any more
 */

/** Ends by these were asked for. */
const KILLING = new Set(['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM']);

/** How long a process may live after it has closed its end of the connection, in milliseconds. */
const LINGER = 2000;

/** Those that main has not seen the end of, by the number of the renderer. @type {Map<number, Known>} */
const processes = new Map();

/** @param {number} peer */
function isProcess(peer) {
  return processes.has(peer);
}

/**
 * The number by which the operating system knows the process of a renderer, if it has one of its own.
 *
 * @param {number} peer
 */
function processIdOf(peer) {
  return processes.get(peer)?.child.pid;
}

/**
 * Follows a process until it has ended.
 *
 * @param {number} peer
 * @param {ChildProcess} child
 * @param {Known['end']} end
 */
function follow(peer, child, end) {
  /** @type {Known} */
  const known = { child, end, alive: new KeepAlive(), isForgotten: false };
  processes.set(peer, known);
  const ended = (/** @type {Exit} */ exit) => {
    if (known.exit !== undefined) return;
    known.exit = exit;
    if (known.isForgotten) processes.delete(peer);
    else known.alive.set(true);
    // What it has sent is here now, and its end is the last of it.
    end.ended();
    known.waiting?.(exit);
  };
  child.once('exit', (code, signal) => ended(exitOf(code, signal)));
  child.once('error', (error) => {
    // Other errors are those of a process that lives.
    if (child.pid !== undefined) return;
    const { errno = -1 } = /** @type {NodeJS.ErrnoException} */ (error);
    ended({ code: errno, reason: 'launch-failed' });
  });
}

/**
 * Main takes nothing of this renderer any more.
 *
 * @param {number} peer
 */
function forgetProcess(peer) {
  const known = processes.get(peer);
  if (known === undefined) return;
  known.isForgotten = true;
  known.alive.set(false);
  if (known.exit !== undefined) processes.delete(peer);
}

/**
 * Waits for the end of a process whose connection has ended.
 *
 * @param {number} peer
 * @param {(exit: Exit) => void} onEnd
 */
function whenProcessEnded(peer, onEnd) {
  const known = /** @type {Known} */ (processes.get(peer));
  const { child, end } = known;
  const finish = (/** @type {Exit} */ exit) => {
    clearTimeout(timer);
    known.alive.set(false);
    processes.delete(peer);
    onEnd(exit);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  if (end.violation !== null) {
    process.emitWarning(
      `The process of renderer ${peer} (pid ${child.pid}) is killed: ${end.violation}`,
      { code: 'ERR_IPC_BAD_MESSAGE' },
    );
    child.kill('SIGKILL');
  } else if (known.exit === undefined) {
    timer = setTimeout(() => child.kill('SIGKILL'), LINGER);
  }
  if (known.exit !== undefined) finish(known.exit);
  else known.waiting = finish;
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {Exit} in Electron's words (contract 12.5)
 */
function exitOf(code, signal) {
  if (signal !== null) {
    const reason = KILLING.has(signal) ? 'killed' : 'crashed';
    return { code: constants.signals[signal], reason };
  }
  return { code: code ?? 0, reason: code === 0 ? 'clean-exit' : 'abnormal-exit' };
}

module.exports = { follow, forgetProcess, isProcess, processIdOf, processes, whenProcessEnded };
