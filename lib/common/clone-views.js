// @ts-check
'use strict';

const v8 = require('node:v8');
const { Buffer } = require('node:buffer');

/** The constructors of views, by the number that stands for them in a payload. */
const constructors = /** @type {any[]} */ ([
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
  /** @type {any} */ (globalThis).Float16Array,
]);
const numbers = new Map(constructors.map((view, number) => [view?.name, number]));

const OWN_BYTES = 0x20;
const LENGTH_TRACKING = 0x40;
const NUMBER = 0x1f;

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
 * Writes a view: its kind, its place, then its buffer as a value, so that views of one buffer still
 * share it on arrival.
 *
 * @param {v8.Serializer} serializer
 * @param {object} view
 */
function write(serializer, view) {
  if (!ArrayBuffer.isView(view)) throw new TypeError('not a view');
  const name = getters.typed.name.call(view);
  const get = name === undefined ? getters.data : getters.typed;
  const number = /** @type {number} */ (numbers.get(name ?? 'DataView'));
  const buffer = get.buffer.call(view);
  const byteOffset = get.byteOffset.call(view);
  const byteLength = get.byteLength.call(view);

  if (view instanceof Buffer && byteLength < buffer.byteLength && isPool(buffer)) {
    serializer.writeUint32(number | OWN_BYTES);
    serializer.writeUint32(byteLength);
    serializer.writeRawBytes(new Uint8Array(buffer, byteOffset, byteLength));
    return;
  }
  const tracking = buffer.resizable && tracksLength(view);
  serializer.writeUint32(tracking ? number | LENGTH_TRACKING : number);
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
  const View = constructors[kind & NUMBER];
  if (kind & OWN_BYTES) {
    const bytes = deserializer.readRawBytes(deserializer.readUint32());
    // A copy: what was read is a view of the payload, which would be kept alive and shared.
    return new View(new Uint8Array(bytes).buffer);
  }
  const byteOffset = deserializer.readDouble();
  const byteLength = deserializer.readDouble();
  const buffer = deserializer.readValue();
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
