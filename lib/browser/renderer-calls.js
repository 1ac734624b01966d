// @ts-check
'use strict';

const { serialize } = require('../common/codec/raw-serializer');
const { hub } = require('./hub');

/**
 * @typedef {object} Waiting
 * @property {number} processId which renderer is to answer
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {(() => Error) | undefined} onEnd what to reject with when the renderer ends
 */

/** @type {Map<number, Waiting>} */
const open = new Map();
let lastCall = 0;

/**
 * Has a renderer do something for the package itself.
 *
 * @param {number} peer
 * @param {number} processId of the renderer that the peer is now
 * @param {string} operation one of those of `lib/renderer/operations.js`
 * @param {unknown} argument
 * @returns {Promise<any>} never settles when the renderer ends meanwhile (contract 13.6)
 * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`
 */
function callRenderer(peer, processId, operation, argument) {
  const serialized = serialize(argument);
  const { call, returned } = expectReturn(processId);
  let sent = false;
  try {
    sent = hub.call(peer, call, operation, serialized);
  } finally {
    if (!sent) open.delete(call);
  }
  return returned;
}

/**
 * Waits for what a renderer will say of itself.
 *
 * @param {number} processId
 * @param {() => Error} [onEnd] what to reject with when the renderer ends; without it, never settles
 * @returns {{ call: number, returned: Promise<any> }} the number under which the renderer must answer
 */
function expectReturn(processId, onEnd) {
  const call = ++lastCall;
  const returned = new Promise((resolve, reject) => {
    open.set(call, { processId, resolve, reject, onEnd });
  });
  return { call, returned };
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
 * @param {number} processId
 */
function dropCalls(processId) {
  for (const [call, waiting] of open) {
    if (waiting.processId !== processId) continue;
    open.delete(call);
    if (waiting.onEnd) waiting.reject(waiting.onEnd());
  }
}

module.exports = { callRenderer, dropCalls, expectReturn, settleCall };
