// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { setImmediate } = require('../common/real-timers');
const appPaths = require('./app-paths');
const { CommandLine } = require('./command-line');
const { emit } = require('./emit');
const { Event } = require('./event');
const { exit, quit } = require('./quitting');

/** What code that was written for Electron asks of `app` (the rest of it is not here). */
class App extends EventEmitter {
  #ready = false;
  /** @type {Promise<void>} */
  #whenReady;
  /** @type {Map<string, string>} */
  #paths = new Map();
  /** @type {string | undefined} */
  #name;

  constructor() {
    super();
    /** What Chromium would be told; a record. */
    this.commandLine = new CommandLine();
    this.#whenReady = new Promise((resolve) => {
      // After the main script has run, as in Electron.
      setImmediate(() => {
        this.#ready = true;
        emit(this, 'ready', new Event(), {});
        resolve();
      });
    });
  }

  /** Whether 'ready' has been emitted. */
  isReady() {
    return this.#ready;
  }

  /** Resolves when 'ready' has been emitted. */
  whenReady() {
    return this.#whenReady;
  }

  /** False: the program runs from its sources. */
  get isPackaged() {
    return false;
  }

  /**
   * Closes all windows unless something prevents it. The process is not ended by that: it ends when nothing
   * keeps it alive any more, as Node does.
   */
  quit() {
    quit(this);
  }

  /**
   * Closes all windows without asking, and says 'quit'. The process is not ended by that either.
   *
   * @param {number} [exitCode] what 'quit' says
   */
  exit(exitCode = 0) {
    exit(this, exitCode);
  }

  /** The folder of the program: that of the nearest `package.json` above its script. */
  getAppPath() {
    return appPaths.appPath();
  }

  /** The program's `productName` or `name`. */
  getName() {
    return this.#name ?? appPaths.manifest().productName ?? appPaths.manifest().name ?? 'ipcmain';
  }

  /** @param {string} name */
  setName(name) {
    this.#name = name;
  }

  get name() {
    return this.getName();
  }

  set name(name) {
    this.setName(name);
  }

  /** The program's `version`. */
  getVersion() {
    return appPaths.manifest().version ?? '0.0.0';
  }

  /**
   * @param {string} name `home`, `appData`, `userData`, `sessionData`, `temp`, `exe`, `desktop`,
   *   `documents`, `downloads`, `music`, `pictures`, `videos` or `logs`
   * @returns {string}
   * @throws `Failed to get '<name>' path` for any other
   */
  getPath(name) {
    const path = this.#paths.get(name) ?? appPaths.defaultPath(name, this);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  /**
   * @param {string} name
   * @param {string} path absolute
   * @throws `Path must be absolute`, `Failed to set path`
   */
  setPath(name, path) {
    if (!appPaths.isAbsolute(path)) throw new Error('Path must be absolute');
    if (appPaths.defaultPath(name, this) === undefined) throw new Error('Failed to set path');
    this.#paths.set(name, path);
  }
}

const app = new App();

module.exports = { app };
