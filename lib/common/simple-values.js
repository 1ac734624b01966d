// @ts-check
'use strict';

const { Buffer } = require('node:buffer');

/**
 * The form of the most common messages: up to 255 arguments that are `undefined`, `null`, booleans,
 * numbers or short strings. None of them can run code, be shared or be refused, so this form needs none
 * of the serializer's rules.
 *
 * Byte by byte: `LIST`, the number of arguments, the arguments. Each is one byte that says what it is and
 * then, for a number, 4 or 8 bytes, least significant first; for a string, its length in units of 1 or 2
 * bytes as 2 bytes, and the units. A single value is the same without the first two bytes. V8's own form
 * begins with 0xFF.
 */
const UNDEFINED = 0;
const NULL = 1;
const TRUE = 2;
const FALSE = 3;
const INTEGER = 4;
const DOUBLE = 5;
const STRING_1 = 6;
const STRING_2 = 7;
const LIST = 8;

const LONGEST_STRING = 1024;
const LONGEST_LIST = 255;
/** What one value takes at most. */
const LARGEST_VALUE = 3 + 2 * LONGEST_STRING;

/** Where messages are written and read; nothing is kept in it while code of the user runs. */
const outgoing = Buffer.alloc(64 * 1024);
const view = new DataView(outgoing.buffer, outgoing.byteOffset, outgoing.byteLength);
let position = 0;

/**
 * Writes arguments into `outgoing`.
 *
 * @param {unknown[]} list a plain array of the package's own making
 * @returns {number} how many bytes, or -1 when they have no such form
 */
function writeList(list) {
  const { length } = list;
  if (length > LONGEST_LIST) return -1;
  outgoing[0] = LIST;
  outgoing[1] = length;
  position = 2;
  for (let index = 0; index < length; index++) if (!write(list[index])) return -1;
  return position;
}

/**
 * Writes one value into `outgoing`.
 *
 * @param {unknown} value
 * @returns {number} how many bytes, or -1 when it has no such form
 */
function writeOne(value) {
  position = 0;
  return write(value) ? position : -1;
}

/** @param {unknown} value */
function write(value) {
  if (position + LARGEST_VALUE > outgoing.length) return false;
  switch (typeof value) {
    case 'undefined':
      outgoing[position++] = UNDEFINED;
      return true;
    case 'boolean':
      outgoing[position++] = value ? TRUE : FALSE;
      return true;
    case 'number':
      return writeNumber(value);
    case 'string':
      return writeString(value);
    default:
      if (value !== null) return false;
      outgoing[position++] = NULL;
      return true;
  }
}

/** @param {number} value */
function writeNumber(value) {
  if ((value | 0) === value && !Object.is(value, -0)) {
    outgoing[position] = INTEGER;
    view.setInt32(position + 1, value, true);
    position += 5;
  } else {
    outgoing[position] = DOUBLE;
    view.setFloat64(position + 1, value, true);
    position += 9;
  }
  return true;
}

/** @param {string} value */
function writeString(value) {
  const { length } = value;
  if (length > LONGEST_STRING) return false;
  view.setUint16(position + 1, length, true);
  const start = position + 3;
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 0xff) return writeWideString(value);
    outgoing[start + index] = unit;
  }
  outgoing[position] = STRING_1;
  position = start + length;
  return true;
}

/** @param {string} value */
function writeWideString(value) {
  outgoing[position] = STRING_2;
  position += 3;
  for (let index = 0; index < value.length; index++) {
    view.setUint16(position, value.charCodeAt(index), true);
    position += 2;
  }
  return true;
}

/**
 * Reads what `writeList` or `writeOne` has written.
 *
 * @param {Buffer} bytes
 * @returns {any}
 * @throws `RangeError` when the bytes are not such a form
 */
function read(bytes) {
  if (bytes[0] !== LIST) {
    position = 0;
    return readValue(bytes);
  }
  const list = new Array(bytes[1]);
  position = 2;
  for (let index = 0; index < list.length; index++) list[index] = readValue(bytes);
  return list;
}

/** @param {Buffer} bytes */
function readValue(bytes) {
  switch (bytes[position++]) {
    case UNDEFINED:
      return undefined;
    case NULL:
      return null;
    case TRUE:
      return true;
    case FALSE:
      return false;
    case INTEGER:
      position += 4;
      return bytes.readInt32LE(position - 4);
    case DOUBLE:
      position += 8;
      return bytes.readDoubleLE(position - 8);
    case STRING_1:
      return readString(bytes, 1, 'latin1');
    case STRING_2:
      return readString(bytes, 2, 'utf16le');
    default:
      throw new RangeError('not a simple value');
  }
}

/**
 * @param {Buffer} bytes
 * @param {number} unit
 * @param {BufferEncoding} encoding
 */
function readString(bytes, unit, encoding) {
  const start = position + 2;
  position = start + unit * bytes.readUInt16LE(position);
  return bytes.toString(encoding, start, position);
}

/** @param {Uint8Array} bytes */
function isSimple(bytes) {
  return /** @type {number} */ (bytes[0]) <= LIST;
}

module.exports = { isSimple, outgoing, read, writeList, writeOne };
