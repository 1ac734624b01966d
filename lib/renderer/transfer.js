// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { closePorts, movePort } = require('../common/detach-port');
const { isNeutered } = require('./dom-ports');

/**
 * Takes the ports of a transfer list from this thread, one after the other (contract 7.4).
 *
 * @param {unknown} transfer
 * @returns {MessagePort[]} the same ports, in other objects
 * @throws `TypeError` `Invalid value for transfer`; the ports before the wrong one are gone then
 */
function takePorts(transfer) {
  /** @type {MessagePort[]} */
  const taken = [];
  try {
    if (!Array.isArray(transfer)) throw new TypeError('not a list');
    for (const port of transfer) {
      if (!(port instanceof MessagePort)) throw new TypeError('not a port');
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

module.exports = { takePorts };
