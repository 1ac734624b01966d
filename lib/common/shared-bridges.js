// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { flushAtExit } = require('./flush-bridges');
const { outbox } = require('./outbox');
const { PortBridges } = require('./port-bridges');
const { PROTOCOL } = require('./protocol');

/** @typedef {{ calls: InstanceType<typeof import('./binding').RendererEndpoint>['calls'] }} Endpoint */

const KEY = Symbol.for(`ipcmain.bridges.${PROTOCOL}`);

/**
 * The bridges of a connection to a main in another process, one for all evaluations of the package in this thread: they
 * count the ports of that connection. Who gets what main sends tells them what it says of ports.
 *
 * @param {number} peer whose connection it is
 * @param {Endpoint} endpoint of that connection
 * @returns {PortBridges}
 */
function sharedBridges(peer, endpoint) {
  // On what all realms of the thread have in common.
  const shared = /** @type {any} */ (MessagePort);
  if (!Object.hasOwn(shared, KEY)) Object.defineProperty(shared, KEY, { value: new Map() });
  const all = shared[KEY];
  if (!all.has(peer)) all.set(peer, open(endpoint));
  return all.get(peer);
}

/** @param {Endpoint} endpoint */
function open(endpoint) {
  // They write into the outbox of this evaluation, and read no mailbox.
  const { admit, tellPort } = endpoint.calls(outbox, new Uint8Array(0), new Uint8Array(0));
  const bridges = new PortBridges(false, { admit, tell: tellPort });
  flushAtExit(bridges);
  return bridges;
}

module.exports = { sharedBridges };
