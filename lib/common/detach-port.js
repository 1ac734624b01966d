// @ts-check
'use strict';

const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/**
 * Takes a port from its object: that is dead from now on, and the port lives on in another one, not
 * started, with what has not been delivered. Sending it to oneself is how.
 *
 * @param {MessagePort} port
 * @returns {MessagePort}
 * @throws when the port was taken from this object before, or is closed
 */
function detachPort(port) {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(port, [port]);
    return receiveMessageOnPort(port2)?.message;
  } finally {
    port1.close();
  }
}

module.exports = { detachPort };
