// @ts-check
'use strict';

const { conversionFailure } = require('../common/conversion');
const { living } = require('./living-contents');
const { frameFromId } = require('./web-frame-main');

/** @typedef {import('./web-frame-main').WebFrameMain} WebFrameMain */

const webFrameMain = {
  /**
   * @param {number} processId
   * @param {number} routingId
   * @returns {WebFrameMain | undefined}
   * @throws `TypeError` when these are not integers
   */
  fromId(processId, routingId) {
    checkArguments(arguments, isInteger, isInteger);
    return frameFromId(processId, routingId);
  },

  /**
   * @param {number} processId
   * @param {string} frameToken
   * @returns {WebFrameMain | null}
   * @throws `TypeError` when these are not an integer and a string
   */
  fromFrameToken(processId, frameToken) {
    checkArguments(arguments, isInteger, isString);
    const frame = living.get(processId)?.mainFrame;
    if (frame === undefined || frame.isDestroyed()) return null;
    return frame.frameToken === frameToken ? frame : null;
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
}

module.exports = { webFrameMain };
