// @ts-check
'use strict';

const { Buffer } = require('node:buffer');
const { VIEWS } = require('./wire');

/**
 * @typedef {object} View what a view is, whatever a subclass says of it
 * @property {number} kind its place in `VIEWS`
 * @property {ArrayBufferLike} buffer
 * @property {number} byteOffset
 * @property {number} byteLength
 * @property {Uint8Array} [own] the bytes to send in place of the buffer, which belongs to others as well
 */

const kinds = new Map(VIEWS.map((view, kind) => [view?.name, kind]));

/** How large the pool was when this was loaded; it differs between Node's lines. */
const usualPoolSize = Buffer.allocUnsafe(1).buffer.byteLength;

/**
 * Whether a Buffer's memory is, by its size, a pool that Node cuts small Buffers from. One of the user's
 * that has the same size is taken for one too: better that than to send what others have in a pool.
 *
 * @param {ArrayBufferLike} buffer
 */
function isPool({ byteLength }) {
  return byteLength === usualPoolSize || byteLength === Buffer.allocUnsafe(1).buffer.byteLength;
}

// The built-in getters: a subclass may have overridden what a view says of itself.
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const getters = { typed: gettersOf(typedArray), data: gettersOf(DataView.prototype) };

/** @param {object} prototype */
function gettersOf(prototype) {
  const getter = (/** @type {PropertyKey} */ key) =>
    /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, key)?.get);
  return {
    name: getter(Symbol.toStringTag),
    buffer: getter('buffer'),
    byteOffset: getter('byteOffset'),
    byteLength: getter('byteLength'),
  };
}

/**
 * @param {ArrayBufferView} view
 * @returns {View}
 * @throws `TypeError` when its buffer is detached or has become too small for it
 */
function viewOf(view) {
  const name = getters.typed.name.call(view);
  const get = name === undefined ? getters.data : getters.typed;
  const kind = /** @type {number} */ (kinds.get(name ?? 'DataView'));
  const buffer = get.buffer.call(view);
  const byteOffset = get.byteOffset.call(view);
  const byteLength = get.byteLength.call(view);
  if (byteLength < buffer.byteLength && view instanceof Buffer && isPool(buffer)) {
    const own = new Uint8Array(buffer, byteOffset, byteLength);
    return { kind, buffer, byteOffset: 0, byteLength, own };
  }
  return { kind, buffer, byteOffset, byteLength };
}

module.exports = { viewOf };
