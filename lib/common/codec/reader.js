// @ts-check
'use strict';

const { Buffer } = require('node:buffer');
const { LONGEST_SHORT, shortText } = require('./short-text');
const { cachedText } = require('./text-cache');
const { LONG_TEXT, WIDE_TEXT } = require('./wire');

/** The longest text that is looked for among those that were read before. */
const LONGEST_CACHED = 32;

/**
 * The same memory twice: its view is quicker than the methods of a Buffer.
 *
 * @typedef {{ bytes: Buffer, view: DataView }} Memory
 */

/** @param {Buffer} bytes @returns {Memory} */
function memoryOf(bytes) {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}

const nothing = memoryOf(Buffer.alloc(0));

/** Memory that a message is read from, and how far it is read. Every method throws when there is no more. */
class Reader {
  bytes = nothing.bytes;
  #view = nothing.view;
  position = 0;
  end = 0;

  /**
   * @param {Memory} memory
   * @param {number} position where to begin
   * @param {number} end where the message ends
   */
  readFrom(memory, position, end) {
    this.bytes = memory.bytes;
    this.#view = memory.view;
    this.position = position;
    this.end = end;
  }

  /** Lets go of the memory. */
  readNothing() {
    this.readFrom(nothing, 0, 0);
  }

  /** @throws `RangeError` unless everything was read */
  finish() {
    if (this.position !== this.end) throw malformed();
  }

  /** @returns {number} */
  readByte() {
    if (this.position >= this.end) throw malformed();
    return /** @type {number} */ (this.bytes[this.position++]);
  }

  readUint16() {
    return this.#view.getUint16(this.skip(2), true);
  }

  readUint32() {
    return this.#view.getUint32(this.skip(4), true);
  }

  readDouble() {
    return this.#view.getFloat64(this.skip(8), true);
  }

  /** A text that is likely to have come before. */
  readName() {
    const length = this.readByte();
    if (length > LONGEST_CACHED) return this.#readText(length);
    return cachedText(this.bytes, this.skip(length), length);
  }

  /** Any text. */
  readString() {
    return this.#readText(this.readByte());
  }

  /** @param {number} length the first byte of the text */
  #readText(length) {
    if (length <= LONGEST_SHORT) return shortText(this.bytes, this.skip(length), length);
    if (length > WIDE_TEXT) throw malformed();
    if (length === WIDE_TEXT) {
      const units = this.readUint32();
      const start = this.skip(2 * units);
      return this.bytes.toString('utf16le', start, start + 2 * units);
    }
    const size = length === LONG_TEXT ? this.readUint32() : length;
    const start = this.skip(size);
    // Node has had this since its first days; it is what `toString('latin1')` calls.
    return /** @type {any} */ (this.bytes).latin1Slice(start, start + size);
  }

  /**
   * @param {number} length
   * @returns {number} where these bytes begin
   */
  skip(length) {
    const start = this.position;
    if (length > this.end - start) throw malformed();
    this.position = start + length;
    return start;
  }
}

function malformed() {
  return new RangeError('the message is malformed');
}

module.exports = { Reader, malformed, memoryOf };
