// @ts-check
'use strict';

const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');
const { deserialize, serialize } = require('./codec/raw-serializer');

/** No value of so few bytes is nested deeply: each level takes 3 of them, or more. */
const SHALLOW = 1024;

/** How many levels deeper than at the receiver a value must still be cloned here. */
const MARGIN = 256;

/** Where a value is tried. @type {MessageChannel | undefined} */
let trial;

/**
 * A value as the raw serializer leaves it, to be posted on a port of Node. Node's own cloning, which
 * comes after this, lets more things through, but cannot nest as deeply: it writes the arrays that the
 * raw serializer has made in a form that needs more of the stack.
 *
 * @param {unknown} value
 * @returns {any}
 * @throws an `Error` `An object could not be cloned.`, also when Node could not post or receive it
 */
function cloneForPort(value) {
  const type = typeof value;
  if (type === 'object' ? value === null : type !== 'function' && type !== 'symbol') return value;
  const bytes = serialize(value);
  const copy = read(bytes);
  if (copy !== null && (bytes.length <= SHALLOW || arrives(copy))) return copy;
  throw new Error('An object could not be cloned.');
}

/** @param {Buffer} bytes */
function read(bytes) {
  try {
    return deserialize(bytes);
  } catch {
    return null;
  }
}

/**
 * Whether a port would deliver a value. One that it cannot deliver is lost without a word.
 *
 * @param {object} value
 */
function arrives(value) {
  trial ??= new MessageChannel();
  let nested = value;
  for (let level = 0; level < MARGIN; level++) nested = [nested];
  try {
    trial.port1.postMessage(nested);
    return receiveMessageOnPort(trial.port2) !== undefined;
  } catch {
    return false;
  }
}

module.exports = { cloneForPort };
