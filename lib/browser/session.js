// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const path = require('node:path');
const { partial, refusing } = require('../electron/not-implemented');
const { app } = require('./app');
const { emit } = require('./emit');

/** @typedef {{ id: string, type: 'frame' | 'service-worker', filePath: string }} PreloadScript */

/** @type {(session: Session) => PreloadScript[]} */
let scriptsOf;

/** What the windows of one partition share: of that, the scripts that run before their own. */
class Session extends EventEmitter {
  /** @type {PreloadScript[]} */
  #scripts = [];
  #partition;

  static {
    scriptsOf = (session) => session.#scripts;
  }

  /** @param {string} partition */
  constructor(partition) {
    super();
    this.#partition = partition;
  }

  /** Whether nothing of it is kept. Nothing ever is, but a name may ask for it. */
  isPersistent() {
    return this.#partition === '' || this.#partition.startsWith('persist:');
  }

  /**
   * Has a script run in all renderers that are started from now on, before the window's own preload script.
   *
   * @param {{ id?: string, type: 'frame' | 'service-worker', filePath: string }} script
   * @returns {string} its id
   * @throws `Cannot register preload script with existing ID '<id>'`; `Preload script must have absolute
   *   path: <path>`
   */
  registerPreloadScript({ id = newId(), type, filePath }) {
    if (this.#scripts.some((script) => script.id === id)) {
      throw new Error(`Cannot register preload script with existing ID '${id}'`);
    }
    if (!path.isAbsolute(filePath)) {
      throw new Error(`Preload script must have absolute path: ${filePath}`);
    }
    this.#scripts.push({ id, type, filePath });
    return id;
  }

  /**
   * @param {string} id
   * @throws `Cannot unregister preload script with non-existing ID '<id>'`
   */
  unregisterPreloadScript(id) {
    const index = this.#scripts.findIndex((script) => script.id === id);
    if (index < 0) throw new Error(`Cannot unregister preload script with non-existing ID '${id}'`);
    this.#scripts.splice(index, 1);
  }

  /** @returns {PreloadScript[]} */
  getPreloadScripts() {
    return this.#scripts.map((script) => ({ ...script }));
  }

  /** The paths of the scripts that run in frames; the old way to ask. */
  getPreloads() {
    return preloadsOf(this);
  }

  /**
   * The old way to register scripts: instead of those that run in frames.
   *
   * @param {string[]} preloads
   */
  setPreloads(preloads) {
    this.#scripts = this.#scripts.filter(({ type }) => type !== 'frame');
    for (const filePath of preloads) this.registerPreloadScript({ type: 'frame', filePath });
  }
}
Object.setPrototypeOf(Session.prototype, refusing('Session', EventEmitter.prototype));

function newId() {
  // Loaded when it is first needed: it would be a good part of the time that an import takes.
  return require('node:crypto').randomUUID();
}

/** By partition; that of the default session is the empty text. @type {Map<string, Session>} */
const sessions = new Map();

/** @param {string} partition */
function fromPartition(partition) {
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  const made = new Session(partition);
  sessions.set(partition, made);
  emit(app, 'session-created', made);
  return made;
}

/**
 * The session of a window.
 *
 * @param {{ session?: unknown, partition?: unknown } | null} [preferences] its `webPreferences`
 */
function sessionFor(preferences) {
  const { session, partition } = preferences ?? {};
  if (session instanceof Session) return session;
  return fromPartition(typeof partition === 'string' ? partition : '');
}

/**
 * The scripts that run in its windows.
 *
 * @param {Session} session
 */
function preloadsOf(session) {
  return scriptsOf(session).flatMap(({ type, filePath }) => (type === 'frame' ? [filePath] : []));
}

const session = partial('session', {
  Session,
  fromPartition,

  get defaultSession() {
    return fromPartition('');
  },
});

module.exports = { preloadsOf, session, sessionFor };
