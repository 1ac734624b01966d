// @ts-check
'use strict';

const SLOTS = 1024;

/** Strings that were read before, by a hash of their bytes: channels and keys come again and again. */
const cache = new Array(SLOTS).fill('');
/** Which of them have come again. */
const repeated = new Uint8Array(SLOTS);

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} length
 * @returns {string} these bytes as Latin-1
 */
function cachedText(bytes, start, length) {
  const end = start + length;
  let hash = length;
  for (let index = start; index < end; index++) {
    hash = (Math.imul(hash, 31) + /** @type {number} */ (bytes[index])) | 0;
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = /** @type {string} */ (cache[slot]);
  if (known.length === length && isAt(known, bytes, start)) {
    return repeated[slot] === 1 ? known : repeat(slot, known);
  }
  repeated[slot] = 0;
  return (cache[slot] = bytes.toString('latin1', start, end));
}

/**
 * Keeps the string that V8 itself has of this text for property keys: to look that up in an object or a Map is
 * quicker. Not at its first coming, because to find it costs more than is won once.
 *
 * @param {number} slot
 * @param {string} text
 */
function repeat(slot, text) {
  repeated[slot] = 1;
  const object = Object.create(null);
  object[text] = 0;
  return (cache[slot] = /** @type {string} */ (Object.keys(object)[0]));
}

/**
 * @param {string} text
 * @param {Buffer} bytes
 * @param {number} start
 */
function isAt(text, bytes, start) {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

module.exports = { cachedText };
