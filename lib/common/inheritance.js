// @ts-check
'use strict';

const path = require('node:path');
const {
  MessageChannel,
  getEnvironmentData,
  isMainThread,
  receiveMessageOnPort,
  setEnvironmentData,
  threadId,
} = require('node:worker_threads');
const binding = require('./binding');
const { ipcError } = require('./errors');
const { PROTOCOL } = require('./protocol');
const { isOwn } = require('./realm');

const KEY = 'ipcmain';

/** How many threads have a place of their own in `seen`; who comes later takes that of an earlier one. */
const PLACES = 256;
const home = path.join(__dirname, '..', '..');
const image = binding.imageIdentity();

/**
 * What a thread leaves to the Workers that it starts.
 *
 * @typedef {object} Inheritance
 * @property {number} protocol
 * @property {string} image which loaded image of the native core holds the hub
 * @property {string} home the directory of the package that made it
 * @property {number} hub
 * @property {number} thread the thread that wrote this
 * @property {Int32Array} seen the threads whose renderers the hub has seen coming, shared by all threads
 * @property {Inheritance | undefined} parent what that thread had inherited itself
 */

/** Those that this thread has seen, as a main. */
const seen = new Int32Array(new SharedArrayBuffer(4 * PLACES));

/** @returns {Inheritance | undefined} */
function inherited() {
  let found = /** @type {any} */ (getEnvironmentData(KEY));
  while (found !== undefined && found.thread === threadId) found = found.parent;
  return found;
}

/**
 * Makes a hub the main of all Workers that this thread starts from now on.
 *
 * @param {number} hub
 */
function bequeath(hub) {
  /** @type {Inheritance} */
  const inheritance = {
    protocol: PROTOCOL,
    image,
    home,
    hub,
    thread: threadId,
    seen,
    parent: inherited(),
  };
  setEnvironmentData(KEY, /** @type {any} */ (isOwn ? inheritance : ofNodesRealm(inheritance)));
}

/**
 * Starts something whose main is a certain hub, though this thread's Workers may find a newer one.
 *
 * @template T
 * @param {number} hub
 * @param {() => T} start starts the Worker
 * @returns {T}
 */
function startFor(hub, start) {
  const usual = getEnvironmentData(KEY);
  bequeath(hub);
  try {
    return start();
  } finally {
    setEnvironmentData(KEY, usual);
  }
}

/**
 * The same as an object of Node's own realm: Node keeps it, and it must not keep the `vm` context of a test file.
 *
 * @param {Inheritance} inheritance
 */
function ofNodesRealm(inheritance) {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(inheritance);
  const copy = receiveMessageOnPort(port2)?.message;
  port1.close();
  return copy;
}

/**
 * This thread, a main, has seen a renderer and has turned its event loop since.
 *
 * @param {number} thread
 */
function sawThread(thread) {
  Atomics.store(seen, thread % PLACES, thread);
}

/**
 * Whether a main has seen this thread, or another one that started later.
 *
 * @param {number} hub
 */
function isSeen(hub) {
  const found = inherited();
  // One that is not inherited has claimed this thread, so it knows it.
  if (found?.hub !== hub) return true;
  return Atomics.load(found.seen, threadId % PLACES) >= threadId;
}

/** Whether this thread, or this process, was started by a thread that has a hub. */
function hasInheritedHub() {
  return inherited() !== undefined || (isMainThread && claimant() !== undefined);
}

/** Whether this thread has a main that is another thread. Does not look at whether they fit. */
function hasParentHub() {
  return claimant() !== undefined || inherited() !== undefined;
}

/**
 * The hub that claimed this thread by `webContents.fromWorker`; in a process that `forkRenderer` has started,
 * the one that stands for the main in the other process.
 */
function claimant() {
  return binding.claimantOf(threadId) ?? undefined;
}

/**
 * The hub of this thread's main, if that is another thread: the one that claimed this thread, else the
 * one that was inherited. A claim comes first: who makes one has this very thread in hand.
 *
 * @returns {number | undefined}
 * @throws `ERR_IPC_VERSION` when the main uses a copy of the package that this one cannot talk to
 */
function parentHub() {
  const claimed = claimant();
  if (claimed !== undefined) return claimed;
  const found = inherited();
  if (found === undefined) return undefined;
  if (found.protocol !== PROTOCOL || found.image !== image) {
    throw ipcError(
      'ERR_IPC_VERSION',
      `ipcmain: the main of this thread uses ${found.home} and this thread uses ${home}, ` +
        'which cannot talk to each other. Make both resolve to one installed copy.',
    );
  }
  return found.hub;
}

module.exports = {
  bequeath,
  hasInheritedHub,
  hasParentHub,
  isSeen,
  parentHub,
  sawThread,
  startFor,
};
