// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { PROTOCOL } = require('./protocol');

/** @typedef {import('node:worker_threads').MessagePort} Port */

/**
 * What is known of the ports of this thread.
 *
 * @typedef {object} Known
 * @property {WeakSet<Port>} closed those that code of this thread has closed
 * @property {WeakSet<Port>} neutered objects whose port was transferred
 * @property {boolean} passedOn whether a message of a port has carried another one
 * @property {boolean} made whether they have what `dom-ports.js` gives them
 */

const KEY = Symbol.for(`ipcmain.ports.${PROTOCOL}`);

/**
 * Makes it, once in a thread: however often the package is evaluated, the ports learn their manners once.
 *
 * @returns {Known}
 */
function makeKnown() {
  if (!Object.hasOwn(MessagePort, KEY)) {
    /** @type {Known} */
    const value = { closed: new WeakSet(), neutered: new WeakSet(), passedOn: false, made: false };
    Object.defineProperty(MessagePort, KEY, { value });
  }
  return /** @type {any} */ (MessagePort)[KEY];
}

/** @returns {Known | undefined} */
function known() {
  return /** @type {any} */ (MessagePort)[KEY];
}

/**
 * Whether the port of this object was transferred, by code that could be seen.
 *
 * @param {Port} port
 */
function isNeutered(port) {
  return known()?.neutered.has(port) === true;
}

/** A message of a port of this thread carries another port. */
function notePassedOn() {
  makeKnown().passedOn = true;
}

/** Whether a message of a port of this thread has carried another port. */
function havePassedOn() {
  return known()?.passedOn === true;
}

/**
 * @param {Port} port that was not transferred
 */
function isClosed(port) {
  if (known()?.closed.has(port)) return true;
  // One that Node has closed cannot be referenced; this tells it where nobody has seen it close.
  const { hasRef } = /** @type {any} */ (port);
  if (hasRef === undefined || hasRef.call(port)) return false;
  const hadRef = hasRef.call(port);
  port.ref();
  const isOpen = hasRef.call(port);
  if (!hadRef) port.unref();
  return !isOpen;
}

module.exports = { havePassedOn, isClosed, isNeutered, makeKnown, notePassedOn };
