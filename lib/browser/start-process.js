// @ts-check
'use strict';

const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const path = require('node:path');
const { clearTimeout, setTimeout } = require('../common/real-timers');
const { fileURLToPath } = require('node:url');
const binding = require('../common/binding');
const { KeepAlive } = require('../common/keep-alive');
const { PROTOCOL } = require('../common/protocol');

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */
/** @typedef {SpawnOptions & { execPath?: string, execArgv?: readonly string[] }} ForkOptions */
/** @typedef {import('./workers').Exit} Exit */

const init = path.join(__dirname, '..', 'common', 'process-init.js');

/** Ends by these were asked for. */
const KILLING = new Set(['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM']);

/** How long a process may live after it has closed its end of the connection, in milliseconds. */
const LINGER = 2000;

/** A process that this one has started, and the connection to it. */
class Process {
  #end;
  /** @type {Exit | undefined} */
  #exit;
  /** @type {((exit: Exit) => void) | undefined} */
  #onEnd;
  /** This process lives until it has dispatched what the other has sent. */
  #alive = new KeepAlive(this);
  #isForgotten = false;

  /**
   * @param {ChildProcess} child
   * @param {InstanceType<typeof binding.ProcessEnd>} end
   */
  constructor(child, end) {
    this.#end = end;
    this.child = child;
    /** By which the native side knows it. */
    this.peer = end.peer;
    /** Which of that renderer's connections it has. */
    this.generation = end.generation;
    child.once('exit', (code, signal) => this.#ended(exitOf(code, signal)));
    child.once('error', (error) => {
      // Other errors are those of a process that lives.
      if (child.pid !== undefined) return;
      const { errno = -1 } = /** @type {NodeJS.ErrnoException} */ (error);
      this.#ended({ code: errno, reason: 'launch-failed' });
    });
  }

  /** Whether it has ended. */
  get hasEnded() {
    return this.#exit !== undefined;
  }

  /** @param {Exit} exit */
  #ended(exit) {
    if (this.#exit !== undefined) return;
    this.#exit = exit;
    if (!this.#isForgotten) this.#alive.set(true);
    // What it has sent is here now, and that it is gone is the last of it.
    this.#end.ended();
    this.#onEnd?.(exit);
  }

  /**
   * It will answer a call that it was started with.
   *
   * @param {number} call
   */
  expectReturn(call) {
    this.#end.expectReturn(call);
  }

  /** Nothing of it is dispatched any more. */
  forget() {
    this.#isForgotten = true;
    this.#alive.set(false);
  }

  /** It has sent what this package does not write: its connection ends. */
  violate() {
    this.#end.violate();
  }

  /**
   * Its connection has ended; it should have, too.
   *
   * @param {(exit: Exit) => void} onEnd called when it has
   */
  whenEnded(onEnd) {
    const { violation } = this.#end;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    if (violation !== null) {
      process.emitWarning(`Process ${this.child.pid} is killed: ${violation}`, {
        code: 'ERR_IPC_BAD_MESSAGE',
      });
      this.child.kill('SIGKILL');
    } else if (this.#exit === undefined) {
      timer = setTimeout(() => this.child.kill('SIGKILL'), LINGER);
    }
    this.#onEnd = (exit) => {
      clearTimeout(timer);
      this.#alive.set(false);
      onEnd(exit);
    };
    if (this.#exit !== undefined) this.#onEnd(this.#exit);
  }
}

/**
 * Starts a module in a process of its own, connected to a hub.
 *
 * @param {InstanceType<typeof binding.MainEndpoint>} endpoint of the hub
 * @param {'renderer' | 'utility'} role what it is to be
 * @param {string | URL} modulePath
 * @param {readonly string[]} args
 * @param {ForkOptions} options
 * @param {number} [known] the renderer that it is to be, unless that is a new one
 * @returns {Process}
 * @throws what `child_process.spawn` throws
 */
function startProcess(endpoint, role, modulePath, args, options, known) {
  const file = modulePath instanceof URL ? fileURLToPath(modulePath) : modulePath;
  if (typeof file !== 'string') {
    throw Object.assign(new TypeError('The module must be a path or a file URL'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  const { execPath = process.execPath, execArgv = ownExecArgv(), env, stdio, ...rest } = options;
  const channels = channelsOf(stdio);
  const secret = secretOf(process.platform);
  const end = new binding.ProcessEnd(endpoint, PROTOCOL, secret, known);
  const { descriptor, pipe } = end;
  try {
    const child = spawn(execPath, [...execArgv, '--require', init, file, ...args], {
      ...rest,
      env: {
        ...(env ?? process.env),
        IPCMAIN_PROCESS: `${pipe ?? channels.length} ${secret} ${PROTOCOL} ${end.peer} ${role}`,
      },
      stdio: descriptor === null ? channels : [...channels, descriptor],
    });
    return new Process(child, end);
  } catch (error) {
    end.ended();
    if (known === undefined) endpoint.forget(end.peer);
    throw error;
  } finally {
    end.passed();
  }
}

/**
 * What a process must know to be let in, where it opens a pipe; a socket it inherits. Half of it names the pipe.
 *
 * @param {string} platform
 */
function secretOf(platform) {
  return platform === 'win32' ? require('node:crypto').randomBytes(32).toString('hex') : '';
}

/** As `child_process.fork` does: the code of `node -e` is not for the child. */
function ownExecArgv() {
  const code = /** @type {any} */ (process)._eval;
  const { execArgv } = process;
  const index = code === undefined ? -1 : execArgv.lastIndexOf(code);
  return index < 1 ? execArgv : [...execArgv.slice(0, index - 1), ...execArgv.slice(index + 1)];
}

/** @param {SpawnOptions['stdio']} stdio */
function channelsOf(stdio = 'inherit') {
  const channels = typeof stdio === 'string' ? [stdio, stdio, stdio] : [...stdio];
  while (channels.length < 3) channels.push(undefined);
  return channels;
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

module.exports = { Process, startProcess };
