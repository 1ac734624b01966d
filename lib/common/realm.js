// @ts-check
'use strict';

const { types } = require('node:util');
const v8 = require('node:v8');

/** What V8's deserializer makes, and Node's ports deliver: in Node's own realm, whoever asks. */
const made = v8.deserialize(v8.serialize({}));

/** Whether that is the realm of this file. In a test runner's `vm` context it is not. */
const isOwn = Object.getPrototypeOf(made) === Object.prototype;

/** The classes of this realm, by name. @type {Record<string, any>} */
const classes = {
  ArrayBuffer,
  SharedArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Float16Array: /** @type {any} */ (globalThis).Float16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  Object,
  Array,
  Map,
  Set,
  Date,
  RegExp,
  Boolean,
  Number,
  String,
  BigInt,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** The prototypes of this realm by those of Node's. @type {Map<object, object | undefined>} */
const counterparts = new Map();

/** @param {any} prototype */
function counterpartOf(prototype) {
  if (!counterparts.has(prototype)) {
    const { name } = prototype.constructor;
    const own = Object.hasOwn(classes, name) ? classes[name]?.prototype : undefined;
    counterparts.set(prototype, own);
  }
  return counterparts.get(prototype);
}

/**
 * Moves what a deserializer has made into this realm: the very objects get the prototypes that they would
 * have if they had been made here, and so keep all else.
 *
 * @template T
 * @param {T} value
 * @returns {T} the same
 */
function adopt(value) {
  /** @type {Set<any>} */
  const found = new Set();
  const meet = (/** @type {unknown} */ part) => {
    if (typeof part === 'object' && part !== null) found.add(part);
  };
  meet(value);
  // A Set also gives what is added while it is gone through.
  for (const object of found) {
    const prototype = Object.getPrototypeOf(object);
    const own = prototype === null ? undefined : counterpartOf(prototype);
    // What is of neither realm's classes, such as a port, stays what it is.
    if (own === undefined) continue;
    if (own !== prototype) Object.setPrototypeOf(object, own);
    for (const part of partsOf(object)) meet(part);
  }
  return value;
}

/**
 * @param {any} object
 * @returns {Iterable<unknown>}
 */
function partsOf(object) {
  if (types.isMap(object)) return [...object.entries()].flat(1);
  if (types.isSet(object)) return object;
  if (ArrayBuffer.isView(object)) return [object.buffer];
  // The cause of an error cannot be enumerated.
  if (types.isNativeError(object))
    return Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value);
  return Object.values(object);
}

module.exports = {
  /** For what a deserializer has made. */
  adopt: isOwn ? (/** @type {any} */ value) => value : adopt,
  /** For what was made in any realm. */
  adoptForeign: adopt,
  isOwn,
};
