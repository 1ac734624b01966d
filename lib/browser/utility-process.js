// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { app } = require('./app');
const { elementsOf } = require('../common/conversion');
const { checkPorts, portOf } = require('./message-port-main');
const { utilities } = require('./utilities');

/** @typedef {import('node:stream').Readable} Readable */
/** @typedef {'pipe' | 'ignore' | 'inherit'} Stream */

/**
 * @typedef {object} Options
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string[]} [execArgv]
 * @property {string} [cwd]
 * @property {any} [stdio]
 * @property {string} [serviceName]
 */

const STREAMS = ['inherit', 'pipe', 'ignore'];

/** A process that is no renderer: it has a `process.parentPort`, and nothing of windows. */
class UtilityProcess extends EventEmitter {
  /** Nothing when it has ended. @type {import('./utilities').Utility | undefined} */
  #utility;
  /** @type {Readable | null} */
  #stdout;
  /** @type {Readable | null} */
  #stderr;
  #isKilled = false;
  #hasSpawned = false;

  /**
   * @param {string} modulePath
   * @param {string[]} args
   * @param {Options} options
   */
  constructor(modulePath, args, options) {
    super();
    const utility = utilities.start(modulePath, args, options, {
      spawn: () => this.#spawned(),
      message: (value) => this.emit('message', value),
      exit: (code) => this.#ended(code),
    });
    this.#utility = utility;
    this.#stdout = utility.child.stdout;
    this.#stderr = utility.child.stderr;
  }

  #spawned() {
    this.#hasSpawned = true;
    this.emit('spawn');
  }

  /** @param {number} code */
  #ended(code) {
    try {
      // That it was killed is no failure, as in Electron (contract 14.7).
      this.emit('exit', this.#isKilled ? 0 : code);
    } finally {
      this.#utility = undefined;
      this.#stdout = null;
      this.#stderr = null;
    }
  }

  /** The number of the process, between `'spawn'` and `'exit'`. */
  get pid() {
    return this.#hasSpawned ? this.#utility?.child.pid : undefined;
  }

  /** What it prints, with `stdio: 'pipe'`. */
  get stdout() {
    return this.#stdout;
  }

  /** What it prints as errors, with `stdio: 'pipe'`. */
  get stderr() {
    return this.#stderr;
  }

  /**
   * Sends one value to the `parentPort` of the process; it waits there until somebody listens. Does nothing
   * when the process has ended.
   *
   * @param {any} message
   * @param {any} [transfer]
   * @throws `An object could not be cloned.`, `Port at index <n> is not a valid port`
   */
  postMessage(message, transfer) {
    const list = Array.isArray(transfer) ? elementsOf(transfer) : [];
    const ports = list.map((item, index) => {
      const port = portOf(item);
      if (port === undefined) throw new TypeError(`Port at index ${index} is not a valid port`);
      return port;
    });
    checkPorts(ports);
    this.#utility?.post(message, ports);
  }

  /** Ends the process. @returns {boolean} false when it had ended */
  kill() {
    if (this.#utility === undefined) return false;
    this.#isKilled = this.#utility.child.kill();
    return this.#isKilled;
  }
}

/**
 * Starts a module in a process of its own, without a window (contract 14).
 *
 * @param {string} modulePath
 * @param {any} [args]
 * @param {any} [options]
 * @returns {UtilityProcess}
 */
function fork(modulePath, args, options) {
  if (!modulePath) throw new Error('Missing UtilityProcess entry script.');
  let list = args ?? [];
  let given = options;
  if (typeof list === 'object' && !Array.isArray(list)) [list, given] = [[], list];
  const checked = checkedOptions({ ...given });
  if (!app.isReady()) {
    throw new TypeError('utilityProcess cannot be created before app is ready.');
  }
  if (!isListOfStrings(list)) throw new TypeError('Invalid value for args');
  return new UtilityProcess(String(modulePath), list, checked);
}

/**
 * @param {any} options
 * @returns {Options}
 */
function checkedOptions(options) {
  const { env, execArgv, serviceName, cwd, stdio } = options;
  if (execArgv != null && !Array.isArray(execArgv)) {
    throw new TypeError('execArgv must be an array of strings.');
  }
  if (serviceName != null && typeof serviceName !== 'string') {
    throw new TypeError('serviceName must be a string.');
  }
  if (cwd != null && typeof cwd !== 'string') throw new TypeError('cwd path must be a string.');
  const streams = streamsOf(stdio);
  if (env != null && !isRecordOfStrings(env)) throw new TypeError('Invalid value for env');
  if (execArgv != null && !isListOfStrings(execArgv)) {
    throw new TypeError('Invalid value for execArgv');
  }
  return {
    env: env ?? undefined,
    execArgv: execArgv ?? undefined,
    cwd: cwd ?? undefined,
    stdio: streams,
  };
}

/**
 * @param {unknown} stdio
 * @returns {Stream[]}
 */
function streamsOf(stdio) {
  if (Array.isArray(stdio)) return checkedStreams(stdio);
  if (typeof stdio !== 'string') return ['ignore', 'inherit', 'inherit'];
  if (!STREAMS.includes(stdio)) {
    throw new Error('stdio must be of the following values: inherit, pipe, ignore');
  }
  return ['ignore', /** @type {Stream} */ (stdio), /** @type {Stream} */ (stdio)];
}

/** @param {unknown[]} stdio */
function checkedStreams(stdio) {
  if (stdio.length < 3) throw new Error('configuration missing for stdin, stdout or stderr.');
  if (stdio[0] !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
  for (const [index, name] of ['stdout', 'stderr'].entries()) {
    if (!STREAMS.includes(/** @type {string} */ (stdio[index + 1]))) {
      throw new Error(
        `${name} configuration must be of the following values: inherit, pipe, ignore`,
      );
    }
  }
  return /** @type {Stream[]} */ (stdio.slice(0, 3));
}

/** @param {unknown} list */
function isListOfStrings(list) {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

/** @param {unknown} record */
function isRecordOfStrings(record) {
  return (
    typeof record === 'object' &&
    Object.values(/** @type {object} */ (record)).every((value) => typeof value === 'string')
  );
}

module.exports = { fork };
