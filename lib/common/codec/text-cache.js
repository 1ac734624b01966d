// @ts-check
'use strict';

const SLOTS = 1024;

/** Strings that were read before, by a hash of their bytes: channels and keys come again and again. */
const cache = new Array(SLOTS).fill('');

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
  if (known.length === length && isAt(known, bytes, start)) return known;
  return (cache[slot] = internalized(bytes.toString('latin1', start, end)));
}

/**
 * The string of the same text that V8 uses for property keys: to look that up in an object or a map is quicker.
 *
 * @param {string} text
 */
function internalized(text) {
  return /** @type {string} */ (Object.keys({ [text]: 0 })[0]);
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
