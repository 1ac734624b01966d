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

/**
 * The same for a port whose other end may have closed, which Node does not let go anywhere: a fresh one
 * that is as dead takes its place.
 *
 * @param {MessagePort} port
 * @returns {MessagePort}
 */
function movePort(port) {
  try {
    return detachPort(port);
  } catch {
    return deadPort();
  }
}

/** A port whose other end is closed. */
function deadPort() {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}

/** @param {MessagePort[]} ports that nobody will get */
function closePorts(ports) {
  for (const port of ports) port.close();
}

module.exports = { closePorts, deadPort, detachPort, movePort };
