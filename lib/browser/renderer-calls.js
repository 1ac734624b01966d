// @ts-check
'use strict';

const { serialize } = require('../common/clone');
const { hub } = require('./hub');

/** @type {Map<number, { peer: number, resolve(value: any): void, reject(error: unknown): void }>} */
const open = new Map();
let lastCall = 0;

/**
 * Has a renderer do something for the package itself.
 *
 * @param {number} peer
 * @param {string} operation one of those of `lib/renderer/operations.js`
 * @param {unknown} argument
 * @returns {Promise<any>} never settles when the renderer ends meanwhile (contract 13.6)
 */
function callRenderer(peer, operation, argument) {
  return new Promise((resolve, reject) => {
    const call = ++lastCall;
    if (hub.call(peer, call, operation, serialize(argument))) {
      open.set(call, { peer, resolve, reject });
    }
  });
}

/**
 * @param {number} call
 * @param {{ result?: any, error?: any, threw?: boolean }} outcome
 */
function settleCall(call, { result, error, threw }) {
  const waiting = open.get(call);
  open.delete(call);
  if (threw) waiting?.reject(error);
  else waiting?.resolve(result);
}

/**
 * A renderer has ended, so nobody will answer.
 *
 * @param {number} peer
 */
function dropCalls(peer) {
  for (const [call, waiting] of open) if (waiting.peer === peer) open.delete(call);
}

module.exports = { callRenderer, dropCalls, settleCall };
