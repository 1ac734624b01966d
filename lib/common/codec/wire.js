// @ts-check
'use strict';

/**
 * The form of a message's body, byte by byte. Numbers of more than one byte are in little-endian order.
 *
 *     body     VERSION, one FORM byte, the channel as a text, then what the form says
 *     NOTHING  no more
 *     LIST     arguments: how many (1 byte), then as many values
 *     VALUE    one value
 *     RAW      what V8's serializer has written, to the end
 *     RAW_BLOCK  the same, but the bytes are the message's first block
 *     RAW_WITH_CHANNEL  the same again, and what was written is a list of the channel and the value; the
 *              channel before it is empty
 *
 *     text     0-251: that many one-byte units (Latin-1)
 *              LONG_TEXT, length (4 bytes): that many one-byte units
 *              WIDE_TEXT, length (4 bytes): that many two-byte units (UTF-16)
 *
 *     value    one TAG byte and what the tag says below; or SMALL_INTEGER + n for the integer n
 *
 *     shape    the number of one that this message has defined; or NEW_SHAPE and a definition: its length
 *              without the first 3 bytes (2 bytes), how many keys (1 byte), and as many texts. A message
 *              numbers the first MOST_SHAPES that it defines
 *
 *     object   a shape and a value for each of its keys. Where the keys turn out to be others, there is
 *              BREAK in the place of a value: what follows instead is, again and again, 1, a text and a
 *              value, and in the end 0
 *
 * Objects, arrays, dates, maps, sets, buffers and views are numbered in the order in which they begin, so
 * that a REFERENCE can name an earlier one. Large buffers are not in the body but in blocks beside it.
 */
const VERSION = 1;

/** @enum {number} */
const FORM = { NOTHING: 0, LIST: 1, VALUE: 2, RAW: 3, RAW_BLOCK: 4, RAW_WITH_CHANNEL: 5 };

const LONG_TEXT = 252;
const WIDE_TEXT = 253;

/** @enum {number} */
const TAG = {
  UNDEFINED: 0,
  NULL: 1,
  TRUE: 2,
  FALSE: 3,
  /** 4 bytes, signed */
  INTEGER: 4,
  /** 8 bytes */
  DOUBLE: 5,
  /** a text */
  STRING: 6,
  /** an object that no value in it refers to */
  OBJECT: 7,
  /** length (2 bytes) and as many values */
  ARRAY: 8,
  /** only in arrays: there is no value */
  HOLE: 9,
  /** number (4 bytes) */
  REFERENCE: 10,
  /** milliseconds since 1970, or NaN (8 bytes) */
  DATE: 11,
  /** size (4 bytes), then each key and its value */
  MAP: 12,
  /** size (4 bytes), then each value */
  SET: 13,
  /** length (4 bytes) and as many bytes */
  BUFFER: 14,
  /** block (4 bytes) */
  BUFFER_BLOCK: 15,
  /** kind (1 byte), offset and length in bytes (4 bytes each), and the buffer as a value */
  VIEW: 16,
  /** an object */
  CYCLIC_OBJECT: 17,
  /** only in objects */
  BREAK: 18,
};

const SMALL_INTEGER = 64;
const MOST_SMALL_INTEGER = 255 - SMALL_INTEGER;

const NEW_SHAPE = 255;
const MOST_SHAPES = 255;

/** How deep values may be nested; what is deeper is left to V8. */
const DEEPEST = 64;

/** The kinds of views, by the number that stands for them. @type {any[]} */
const VIEWS = [
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
];

module.exports = {
  DEEPEST,
  FORM,
  LONG_TEXT,
  MOST_SHAPES,
  MOST_SMALL_INTEGER,
  NEW_SHAPE,
  SMALL_INTEGER,
  TAG,
  VERSION,
  VIEWS,
  WIDE_TEXT,
};
