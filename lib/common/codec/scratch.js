// @ts-check
'use strict';

const { Buffer } = require('node:buffer');
const { LONG_TEXT, WIDE_TEXT } = require('./wire');

/** Up to here a loop is quicker than a call of Node's. */
const SHORT = 48;

const NOT_LATIN_1 = /[^\0-\xff]/;

/**
 * Memory that messages are written in, and how far it is used. Every method but the constructor's returns
 * false when there is no room, and has written nothing then.
 */
class Scratch {
  position = 0;

  /** @param {number} size in bytes */
  constructor(size) {
    this.bytes = Buffer.alloc(size);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, size);
    this.size = size;
  }

  /** @param {number} length */
  has(length) {
    return this.size - this.position >= length;
  }

  /** @param {number} byte */
  writeByte(byte) {
    if (this.position >= this.size) return false;
    this.bytes[this.position++] = byte;
    return true;
  }

  /** @param {number} number */
  writeUint32(number) {
    if (this.size - this.position < 4) return false;
    this.view.setUint32(this.position, number, true);
    this.position += 4;
    return true;
  }

  /** @param {number} number */
  writeDouble(number) {
    if (this.size - this.position < 8) return false;
    this.view.setFloat64(this.position, number, true);
    this.position += 8;
    return true;
  }

  /** @param {Uint8Array} bytes */
  writeBytes(bytes) {
    if (this.size - this.position < bytes.length) return false;
    if (bytes.length > SHORT) {
      this.bytes.set(bytes, this.position);
    } else {
      for (let index = 0; index < bytes.length; index++) {
        this.bytes[this.position + index] = /** @type {number} */ (bytes[index]);
      }
    }
    this.position += bytes.length;
    return true;
  }

  /**
   * @param {string} text
   * @param {boolean} [isChannel] a channel is UTF-8 on its way in Electron, which has no lone surrogates (contract 7.2)
   */
  writeText(text, isChannel = false) {
    const { length } = text;
    if (length > SHORT) return this.#writeLongText(isChannel ? wellFormed(text) : text);
    const start = this.position;
    if (this.size - start <= length) return false;
    const { bytes } = this;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0xff) return this.#writeWideText(isChannel ? wellFormed(text) : text);
      bytes[start + 1 + index] = unit;
    }
    bytes[start] = length;
    this.position = start + 1 + length;
    return true;
  }

  /** @param {string} text */
  #writeLongText(text) {
    const { length } = text;
    if (this.size - this.position < 5 + length) return false;
    if (NOT_LATIN_1.test(text)) return this.#writeWideText(text);
    if (length < LONG_TEXT) {
      this.bytes[this.position++] = length;
    } else {
      this.bytes[this.position] = LONG_TEXT;
      this.view.setUint32(this.position + 1, length, true);
      this.position += 5;
    }
    this.position += this.bytes.write(text, this.position, 'latin1');
    return true;
  }

  /** @param {string} text */
  #writeWideText(text) {
    const { length } = text;
    if (this.size - this.position < 5 + 2 * length) return false;
    this.bytes[this.position] = WIDE_TEXT;
    this.view.setUint32(this.position + 1, length, true);
    this.position += 5;
    this.position += this.bytes.write(text, this.position, 'utf16le');
    return true;
  }
}

/** @param {any} text @returns {string} */
function wellFormed(text) {
  return text.toWellFormed();
}

module.exports = { Scratch };
