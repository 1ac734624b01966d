// @ts-check
'use strict';

const { conversionFailure } = require('../common/conversion');
const { app } = require('./app');
const { ROUTING_ID } = require('./succession');
const { frameFromId } = require('./web-frame-main');

/** @typedef {import('./web-frame-main').WebFrameMain} WebFrameMain */

const webFrameMain = {
  /**
   * @param {number} processId
   * @param {number} routingId
   * @returns {WebFrameMain | undefined}
   * @throws `TypeError` when these are not integers; `WebFrameMain is available only after app ready`
   */
  fromId(processId, routingId) {
    checkArguments(arguments, isInteger, isInteger);
    return frameFromId(processId, routingId);
  },

  /**
   * @param {number} processId
   * @param {string} frameToken
   * @returns {WebFrameMain | null}
   * @throws `TypeError` when these are not an integer and a string; `WebFrameMain is available only after
   *   app ready`
   */
  fromFrameToken(processId, frameToken) {
    checkArguments(arguments, isInteger, isString);
    const frame = frameFromId(processId, ROUTING_ID);
    return frame?.frameToken === frameToken ? frame : null;
  },
};

const isInteger = (/** @type {any} */ value) => typeof value === 'number' && (value | 0) === value;
const isString = (/** @type {unknown} */ value) => typeof value === 'string';

/**
 * @param {IArguments} args
 * @param {((value: unknown) => boolean)[]} checks
 */
function checkArguments(args, ...checks) {
  for (const [index, check] of checks.entries()) {
    if (index >= args.length) throw new TypeError('Insufficient number of arguments.');
    if (!check(args[index])) throw conversionFailure(args[index], index);
  }
  if (!app.isReady()) throw new Error('WebFrameMain is available only after app ready');
}

module.exports = { webFrameMain };
