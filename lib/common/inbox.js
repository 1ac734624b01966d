// @ts-check
'use strict';

const { Buffer } = require('node:buffer');
const { deserialize } = require('./clone');

/**
 * One envelope, taken out of a mailbox.
 *
 * @typedef {object} Delivery
 * @property {number} kind one of the numbers of `messageKinds`
 * @property {number} peer the renderer that it comes from or belongs to
 * @property {number} generation which of that renderer's connections
 * @property {string} channel empty for kinds that have none
 * @property {number} request the request to answer, or 0
 * @property {number} ports how many ports travel beside it
 * @property {number} remaining how many envelopes wait behind it
 * @property {any} value what it carries; `null` when that cannot be read (contract 8.4)
 */

/**
 * What an envelope is taken from.
 *
 * @typedef {object} Source
 * @property {(header: Float64Array, scratch: Uint8Array, from?: number) => string | null} take
 * @property {() => Buffer} fetch
 */

/** Where the native side puts an envelope; it is read out before anybody's code runs. */
const header = new Float64Array(7);
const scratch = Buffer.alloc(64 * 1024);

/**
 * @param {Source} source
 * @param {number} [from] the renderer whose envelope is wanted, where not anybody's
 * @returns {Delivery | null}
 */
function take(source, from) {
  const channel = source.take(header, scratch, from);
  if (channel === null) return null;
  return {
    kind: /** @type {number} */ (header[0]),
    peer: /** @type {number} */ (header[1]),
    generation: /** @type {number} */ (header[2]),
    channel,
    request: /** @type {number} */ (header[3]),
    ports: /** @type {number} */ (header[4]),
    remaining: /** @type {number} */ (header[6]),
    value: valueOf(source, /** @type {number} */ (header[5])),
  };
}

/**
 * What the native side has put into the scratch buffer, or keeps because it did not fit.
 *
 * @param {{ fetch(): Buffer }} source
 * @param {number} length
 */
function valueOf(source, length) {
  if (length === 0) return undefined;
  return deserialize(length > scratch.length ? source.fetch() : scratch, length);
}

module.exports = { scratch, take, valueOf };
