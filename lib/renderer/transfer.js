// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { detachPort } = require('../common/detach-port');

/**
 * Takes the ports of a transfer list from this thread, one after the other (contract 7.4).
 *
 * @param {unknown} transfer
 * @returns {MessagePort[]} the same ports, in other objects
 * @throws `TypeError` `Invalid value for transfer`; the ports before the wrong one are gone then
 */
function takePorts(transfer) {
  if (!Array.isArray(transfer)) throw invalid();
  return Array.from(transfer, (port) => {
    if (!(port instanceof MessagePort)) throw invalid();
    try {
      return detachPort(port);
    } catch {
      throw invalid();
    }
  });
}

function invalid() {
  return new TypeError('Invalid value for transfer');
}

module.exports = { takePorts };
