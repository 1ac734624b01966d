// @ts-check
'use strict';

const { types } = require('node:util');
const v8 = require('node:v8');
const { viewOf } = require('./views');
const { VIEWS } = require('./wire');

const OWN_BYTES = 0x20;
const LENGTH_TRACKING = 0x40;
const KIND = 0x1f;

/**
 * Writes a view: its kind, its place, then its buffer as a value, so that views of one buffer still
 * share it on arrival.
 *
 * @param {v8.Serializer} serializer
 * @param {object} object
 */
function write(serializer, object) {
  if (!ArrayBuffer.isView(object)) throw new TypeError('not a view');
  const { kind, buffer, byteOffset, byteLength, own } = viewOf(object);
  if (own !== undefined) {
    serializer.writeUint32(kind | OWN_BYTES);
    serializer.writeUint32(byteLength);
    serializer.writeRawBytes(own);
    return;
  }
  const tracking = /** @type {any} */ (buffer).resizable && tracksLength(object);
  serializer.writeUint32(tracking ? kind | LENGTH_TRACKING : kind);
  serializer.writeDouble(byteOffset);
  serializer.writeDouble(byteLength);
  serializer.writeValue(buffer);
}

/**
 * @param {v8.Deserializer} deserializer
 * @returns {ArrayBufferView}
 */
function read(deserializer) {
  const kind = deserializer.readUint32();
  const View = VIEWS[kind & KIND];
  if (kind & OWN_BYTES) {
    const bytes = deserializer.readRawBytes(deserializer.readUint32());
    // A copy: what was read is a view of the payload, which would be kept alive and shared.
    return new View(new Uint8Array(bytes).buffer);
  }
  const byteOffset = deserializer.readDouble();
  const byteLength = deserializer.readDouble();
  const buffer = deserializer.readValue();
  // A number, or an object with a length, would have the view make a buffer of that size.
  if (!types.isAnyArrayBuffer(buffer)) throw new TypeError('not a buffer');
  if (kind & LENGTH_TRACKING) return new View(buffer, byteOffset);
  return new View(buffer, byteOffset, byteLength / (View.BYTES_PER_ELEMENT ?? 1));
}

/**
 * Whether a view of a resizable buffer grows and shrinks with it. JavaScript cannot ask a view, but
 * V8's own serializer writes the answer: the last number of a serialized view is a set of flags.
 *
 * @param {ArrayBufferView} view
 */
function tracksLength(view) {
  const serializer = new v8.Serializer();
  serializer.writeValue(view);
  return (/** @type {number} */ (serializer.releaseBuffer().at(-1)) & 1) === 1;
}

module.exports = { write, read };
