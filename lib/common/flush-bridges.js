// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { havePassedOn } = require('./known-ports');

/** @typedef {import('./port-bridges').PortBridges} PortBridges */

/**
 * What was posted to ports goes to main before this thread stops to turn its loop.
 *
 * @param {PortBridges} bridges
 */
function flushBridges(bridges) {
  // A port that a message carries cannot be had without the loop.
  if (!havePassedOn()) bridges.flush();
}

/**
 * Also before this process exits, and what listeners of 'exit' post as well.
 *
 * @param {PortBridges} bridges
 */
function flushAtExit(bridges) {
  process.prependListener('exit', () => {
    flushBridges(bridges);
    const ports = /** @type {any} */ (MessagePort.prototype);
    const { postMessage } = ports;
    ports.postMessage = function (/** @type {any[]} */ ...args) {
      Reflect.apply(postMessage, this, args);
      // What has ports may be a port that is being moved, whose message has not gone yet.
      const transfer = args[1]?.transfer ?? args[1];
      if (!transfer?.length) flushBridges(bridges);
    };
  });
}

module.exports = { flushAtExit, flushBridges };
