// @ts-check
'use strict';

const { types } = require('node:util');
const { MessagePort } = require('node:worker_threads');
const { elementsOf } = require('../common/conversion');
const { closePorts, movePort } = require('../common/detach-port');
const { isNeutered } = require('../common/known-ports');

/**
 * Takes the ports of a transfer list from this thread, one after the other (contract 7.4).
 *
 * @param {unknown} transfer
 * @returns {MessagePort[]} the same ports, in other objects
 * @throws `TypeError` `Invalid value for transfer`; the ports before the wrong one are gone then, unless
 *   that is not even an object
 */
function takePorts(transfer) {
  /** @type {MessagePort[]} */
  const taken = [];
  try {
    for (const port of objectsOf(transfer)) {
      if (!isPort(port)) throw new TypeError('not a port');
      if (isNeutered(port)) throw new TypeError('not a port any more');
      // One that is closed can go, and arrives dead (contract 9.6).
      taken.push(movePort(port));
    }
    return taken;
  } catch {
    closePorts(taken);
    throw new TypeError('Invalid value for transfer');
  }
}

/**
 * Electron's native conversion of a list of objects, which comes before any of them is taken.
 *
 * @param {unknown} list
 * @returns {object[]}
 */
function objectsOf(list) {
  // A proxy of an array is none for native code.
  if (!Array.isArray(list) || types.isProxy(list)) throw new TypeError('not a list');
  const objects = elementsOf(list);
  for (const object of objects) {
    if (Object(object) !== object) throw new TypeError('not an object');
  }
  return objects;
}

/**
 * @param {object} object
 * @returns {object is MessagePort}
 */
function isPort(object) {
  try {
    // Throws for what only looks like one; answers also for a closed one.
    /** @type {any} */ (MessagePort.prototype).hasRef.call(object);
    return true;
  } catch {
    return false;
  }
}

module.exports = { takePorts };
