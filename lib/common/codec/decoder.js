// @ts-check
'use strict';

const { types } = require('node:util');
const { cachedText } = require('./text-cache');
const wire = require('./wire');

const { TAG, SMALL_INTEGER } = wire;
const objectPrototype = Object.prototype;

/** The longest text that is looked for among those that were read before. */
const LONGEST_CACHED = 32;

/**
 * Reads values in the form of `wire.js`. It trusts nothing: whatever the bytes, it ends, allocates in
 * proportion to their length, and throws when they are not such a form.
 */
class Decoder {
  /** @type {any[]} */
  #seen = [];
  /** @type {string[]} */
  #keys = [];
  #depth = 0;
  #bytes;
  #position;
  #end;
  #blocks;

  /**
   * @param {Buffer} bytes
   * @param {number} position where the value begins
   * @param {number} end where the message ends
   * @param {ArrayBuffer[]} blocks what came beside it
   */
  constructor(bytes, position, end, blocks) {
    this.#bytes = bytes;
    this.#position = position;
    this.#end = end;
    this.#blocks = blocks;
  }

  get position() {
    return this.#position;
  }

  /** @throws `RangeError` unless everything was read */
  finish() {
    if (this.#position !== this.#end) throw malformed();
  }

  /**
   * Reads what an encoder has written before it gave up.
   *
   * @returns {any[]} the objects in the order of their numbers, as far as they were written
   */
  readWhatIsThere() {
    try {
      while (this.#position < this.#end) this.readValue();
    } catch {
      // That is where it ends.
    }
    return this.#seen;
  }

  /** @returns {any[]} arguments */
  readList() {
    const length = this.readByte();
    const list = [];
    for (let index = 0; index < length; index++) list.push(this.readValue());
    return list;
  }

  /** @returns {any} */
  readValue() {
    const tag = this.readByte();
    if (tag >= SMALL_INTEGER) return tag - SMALL_INTEGER;
    switch (tag) {
      case TAG.STRING:
        return this.#readString();
      case TAG.INTEGER:
        return this.#readUint32() | 0;
      case TAG.DOUBLE:
        return this.#readDouble();
      case TAG.TRUE:
        return true;
      case TAG.FALSE:
        return false;
      case TAG.NULL:
        return null;
      case TAG.UNDEFINED:
        return undefined;
      default:
        return this.#readObject(tag);
    }
  }

  /** @returns {number} */
  readByte() {
    if (this.#position >= this.#end) throw malformed();
    return /** @type {number} */ (this.#bytes[this.#position++]);
  }

  /** A text that is likely to have come before. */
  readName() {
    const length = this.readByte();
    if (length > LONGEST_CACHED) return this.#readText(length);
    return cachedText(this.#bytes, this.#skip(length), length);
  }

  #readString() {
    return this.#readText(this.readByte());
  }

  /** @param {number} length the first byte of the text */
  #readText(length) {
    if (length === 0) return '';
    if (length > wire.WIDE_TEXT) throw malformed();
    if (length === wire.WIDE_TEXT) {
      const units = this.#readUint32();
      const start = this.#skip(2 * units);
      return this.#bytes.toString('utf16le', start, start + 2 * units);
    }
    const size = length === wire.LONG_TEXT ? this.#readUint32() : length;
    const start = this.#skip(size);
    return this.#bytes.toString('latin1', start, start + size);
  }

  #readUint32() {
    return this.#bytes.readUInt32LE(this.#skip(4));
  }

  #readDouble() {
    return this.#bytes.readDoubleLE(this.#skip(8));
  }

  /**
   * @param {number} length
   * @returns {number} where these bytes begin
   */
  #skip(length) {
    const start = this.#position;
    if (length > this.#end - start) throw malformed();
    this.#position = start + length;
    return start;
  }

  /** @param {number} tag */
  #readObject(tag) {
    if (this.#depth === 2 * wire.DEEPEST) throw malformed();
    this.#depth++;
    const object = this.#readNew(tag);
    this.#depth--;
    return object;
  }

  /** @param {number} tag */
  #readNew(tag) {
    switch (tag) {
      case TAG.OBJECT:
        return this.#readPlain(this.#number({}));
      case TAG.ARRAY:
        return this.#readArray(this.#number([]));
      case TAG.REFERENCE:
        return this.#readReference();
      case TAG.DATE:
        return this.#number(new Date(this.#readDouble()));
      case TAG.MAP:
        return this.#readMap(this.#number(new Map()));
      case TAG.SET:
        return this.#readSet(this.#number(new Set()));
      case TAG.BUFFER:
        return this.#number(this.#readBuffer());
      case TAG.BUFFER_BLOCK:
        return this.#number(this.#takeBlock());
      case TAG.VIEW:
        return this.#readView();
      default:
        throw malformed();
    }
  }

  /**
   * @template T
   * @param {T} object
   */
  #number(object) {
    this.#seen.push(object);
    return object;
  }

  #readReference() {
    const object = this.#seen[this.#readUint32()];
    // A view has no value before its buffer is read, and no buffer refers to its view.
    if (object === undefined) throw malformed();
    return object;
  }

  /** @param {any} object */
  #readPlain(object) {
    for (;;) {
      const code = this.readByte();
      if (code === wire.END_OF_OBJECT) return object;
      const key = code === wire.NEW_KEY ? this.#readKey() : this.#keys[code - 1];
      if (key === undefined) throw malformed();
      const value = this.readValue();
      // What the prototype has, assigning would set there, or fail.
      if (key in objectPrototype) define(object, key, value);
      else object[key] = value;
    }
  }

  #readKey() {
    const key = this.readName();
    if (this.#keys.length < wire.MOST_KEYS) this.#keys.push(key);
    return key;
  }

  /** @param {any[]} array */
  #readArray(array) {
    const start = this.#skip(2);
    const length = this.#bytes.readUInt16LE(start);
    for (let index = 0; index < length; index++) {
      if (this.#bytes[this.#position] === TAG.HOLE) {
        this.readByte();
        array.length = index + 1;
      } else array.push(this.readValue());
    }
    return array;
  }

  /** @param {Map<unknown, unknown>} map */
  #readMap(map) {
    for (let left = this.#readUint32(); left > 0; left--) {
      const key = this.readValue();
      map.set(key, this.readValue());
    }
    return map;
  }

  /** @param {Set<unknown>} set */
  #readSet(set) {
    for (let left = this.#readUint32(); left > 0; left--) set.add(this.readValue());
    return set;
  }

  #readBuffer() {
    const length = this.#readUint32();
    const start = this.#skip(length);
    const buffer = new ArrayBuffer(length);
    new Uint8Array(buffer).set(this.#bytes.subarray(start, start + length));
    return buffer;
  }

  /** A block stands for one buffer. */
  #takeBlock() {
    const number = this.#readUint32();
    const block = this.#blocks[number];
    if (block === undefined) throw malformed();
    delete this.#blocks[number];
    return block;
  }

  #readView() {
    const number = this.#seen.push(undefined) - 1;
    const View = wire.VIEWS[this.readByte()];
    const byteOffset = this.#readUint32();
    const byteLength = this.#readUint32();
    const buffer = this.readValue();
    if (View === undefined || !types.isArrayBuffer(buffer)) throw malformed();
    const view = new View(buffer, byteOffset, byteLength / (View.BYTES_PER_ELEMENT ?? 1));
    return (this.#seen[number] = view);
  }
}

/**
 * @param {object} object
 * @param {string} key
 * @param {unknown} value
 */
function define(object, key, value) {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function malformed() {
  return new RangeError('the message is malformed');
}

module.exports = { Decoder };
