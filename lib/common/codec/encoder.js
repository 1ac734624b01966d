// @ts-check
'use strict';

const { types } = require('node:util');
const { Seen } = require('./seen');
const { viewOf } = require('./views');
const wire = require('./wire');

const { TAG, SMALL_INTEGER, MOST_SMALL_INTEGER } = wire;
const { isProxy, isDate, isMap, isSet, isArrayBuffer } = types;
const { getPrototypeOf, is, keys, hasOwn } = Object;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const datePrototype = Date.prototype;
const mapPrototype = Map.prototype;
const setPrototype = Set.prototype;
const { getTime } = datePrototype;
const eachEntry = mapPrototype.forEach;
const eachMember = setPrototype.forEach;

/** What is longer is quicker in V8's hands. */
const LONGEST_ARRAY = 1024;
const MOST_ARGUMENTS = 255;

/** A larger buffer is a block: copied once here and once there. */
const LARGEST_INLINE = 2048;
const MOST_BLOCKS = 256;

/** How many keys are remembered from message to message. */
const MOST_KNOWN_KEYS = 1024;

/**
 * The number of each key in the message in which it was last used.
 *
 * @type {Map<string, { message: number, number: number }>}
 */
const knownKeys = new Map();
let lastMessage = 0;

/**
 * Writes values in the form of `wire.js`. It covers what most messages are made of and says no to the rest,
 * which V8's own serializer writes then; so what arrives never depends on it.
 *
 * A getter may send a message while its object is written: that is another encoder, which writes behind
 * this one.
 */
class Encoder {
  #seen = new Seen();
  #message = ++lastMessage;
  #keys = 0;
  #depth = 0;
  #out;
  #addBlock;
  /** The blocks that belong to what was written. @type {Uint8Array[]} */
  blocks = [];
  /** Where it gave up, the innermost first. @type {import('./mirror').Unfinished[]} */
  unfinished = [];
  /** Where the value begins that it gave up at. */
  end = 0;

  /**
   * @param {import('./scratch').Scratch} out
   * @param {(bytes: Uint8Array) => void} addBlock copies a large piece
   */
  constructor(out, addBlock) {
    this.#out = out;
    this.#addBlock = addBlock;
  }

  /**
   * Writes arguments.
   *
   * @param {unknown[]} list a plain array of the package's own making
   * @returns {boolean} false when that is not covered, or there is no room
   */
  writeList(list) {
    const { length } = list;
    if (length > MOST_ARGUMENTS || !this.#out.writeByte(length)) return false;
    for (let index = 0; index < length; index++) if (!this.write(list[index])) return false;
    return true;
  }

  /** What it has begun to write, in the order of its numbers. */
  get seen() {
    return this.#seen.objects;
  }

  /**
   * Writes one value.
   *
   * @param {unknown} value
   * @returns {boolean} false when that is not covered, or there is no room
   * @throws what a getter throws, and for functions, symbols and proxies
   */
  write(value) {
    switch (typeof value) {
      case 'string':
        return this.#out.writeByte(TAG.STRING) && this.#out.writeText(value);
      case 'number':
        return this.#writeNumber(value);
      case 'object':
        return value === null ? this.#out.writeByte(TAG.NULL) : this.#writeObject(value);
      case 'boolean':
        return this.#out.writeByte(value ? TAG.TRUE : TAG.FALSE);
      case 'undefined':
        return this.#out.writeByte(TAG.UNDEFINED);
      case 'bigint':
        return false;
      default:
        throw new TypeError('not cloneable');
    }
  }

  /** @param {number} value */
  #writeNumber(value) {
    const out = this.#out;
    if ((value | 0) !== value || is(value, -0)) {
      return out.writeByte(TAG.DOUBLE) && out.writeDouble(value);
    }
    if (value >= 0 && value <= MOST_SMALL_INTEGER) return out.writeByte(SMALL_INTEGER + value);
    return out.writeByte(TAG.INTEGER) && out.writeUint32(value);
  }

  /** @param {object} object */
  #writeObject(object) {
    // Before anything else, because all else may run code of a proxy.
    if (isProxy(object)) throw new TypeError('not cloneable');
    const number = this.#seen.numberOf(object);
    if (number >= 0) return this.#out.writeByte(TAG.REFERENCE) && this.#out.writeUint32(number);
    if (this.#depth === wire.DEEPEST) return false;
    this.#depth++;
    const written = this.#writeNew(object);
    this.#depth--;
    return written;
  }

  /** @param {any} object */
  #writeNew(object) {
    if (ArrayBuffer.isView(object)) return this.#writeView(object);
    switch (getPrototypeOf(object)) {
      case objectPrototype:
        return !Array.isArray(object) && this.#writePlain(object);
      case arrayPrototype:
        return Array.isArray(object) && this.#writeArray(object);
      case datePrototype:
        return isDate(object) && this.#writeDate(object);
      case mapPrototype:
        return isMap(object) && this.#writeMap(object);
      case setPrototype:
        return isSet(object) && this.#writeSet(object);
      default:
        return isArrayBuffer(object) && this.#writeBuffer(object);
    }
  }

  /** @param {any} object */
  #writePlain(object) {
    if (!this.#out.writeByte(TAG.OBJECT)) return false;
    const names = keys(object);
    const { length } = names;
    // What has no keys, or indices, may be one of the many other kinds of objects in disguise.
    if (length === 0 || isIndex(/** @type {string} */ (names[0]))) return false;
    for (let index = 0; index < length; index++) {
      const name = /** @type {string} */ (names[index]);
      const value = object[name];
      // A getter may have removed it meanwhile.
      if (value === undefined && !hasOwn(object, name)) continue;
      const start = this.#out.position;
      if (!this.#writeKey(name) || !this.write(value)) {
        return this.#giveUp(start, object, names, index, value);
      }
    }
    return this.#out.writeByte(wire.END_OF_OBJECT);
  }

  /**
   * @param {number} start
   * @param {any} object
   * @param {unknown[]} parts
   * @param {number} next
   * @param {unknown} [value]
   */
  #giveUp(start, object, parts, next, value) {
    if (this.unfinished.length === 0) this.end = start;
    this.unfinished.push({ object, parts, next, value });
    return false;
  }

  /** @param {string} key */
  #writeKey(key) {
    const known = knownKeys.get(key);
    if (known === undefined) {
      if (knownKeys.size >= MOST_KNOWN_KEYS) knownKeys.clear();
      const number = this.#keys < wire.MOST_KEYS ? ++this.#keys : 0;
      if (number > 0) knownKeys.set(key, { message: this.#message, number });
      return this.#writeNewKey(key);
    }
    if (known.message === this.#message) return this.#out.writeByte(known.number);
    if (this.#keys < wire.MOST_KEYS) {
      known.message = this.#message;
      known.number = ++this.#keys;
    }
    return this.#writeNewKey(key);
  }

  /** @param {string} key */
  #writeNewKey(key) {
    return this.#out.writeByte(wire.NEW_KEY) && this.#out.writeText(key);
  }

  /** @param {any[]} array */
  #writeArray(array) {
    const { length } = array;
    const out = this.#out;
    if (length > LONGEST_ARRAY || !isDense(array) || !out.has(3)) return false;
    out.bytes[out.position] = TAG.ARRAY;
    out.view.setUint16(out.position + 1, length, true);
    out.position += 3;
    for (let index = 0; index < length; index++) {
      const value = array[index];
      const start = out.position;
      const isHole = value === undefined && !hasOwn(array, index);
      if (!(isHole ? out.writeByte(TAG.HOLE) : this.write(value))) {
        return this.#giveUp(start, array, array, index, value);
      }
    }
    return true;
  }

  /** @param {Date} date */
  #writeDate(date) {
    return this.#out.writeByte(TAG.DATE) && this.#out.writeDouble(getTime.call(date));
  }

  /** @param {Map<unknown, unknown>} map */
  #writeMap(map) {
    // All of it first: a getter may change the map.
    /** @type {unknown[]} */
    const entries = [];
    eachEntry.call(map, (value, key) => entries.push(key, value));
    if (!this.#out.writeByte(TAG.MAP) || !this.#out.writeUint32(entries.length / 2)) return false;
    return this.#writeAll(map, entries);
  }

  /** @param {Set<unknown>} set */
  #writeSet(set) {
    /** @type {unknown[]} */
    const members = [];
    eachMember.call(set, (member) => members.push(member));
    if (!this.#out.writeByte(TAG.SET) || !this.#out.writeUint32(members.length)) return false;
    return this.#writeAll(set, members);
  }

  /**
   * @param {object} object
   * @param {unknown[]} parts
   */
  #writeAll(object, parts) {
    for (let index = 0; index < parts.length; index++) {
      const start = this.#out.position;
      if (!this.write(parts[index])) return this.#giveUp(start, object, parts, index);
    }
    return true;
  }

  /** @param {ArrayBufferView} object */
  #writeView(object) {
    const view = viewOf(object);
    const out = this.#out;
    // What is empty may have lost its buffer.
    if (view.byteLength === 0 || !out.has(10)) return false;
    out.bytes[out.position] = TAG.VIEW;
    out.bytes[out.position + 1] = view.kind;
    out.view.setUint32(out.position + 2, view.byteOffset, true);
    out.view.setUint32(out.position + 6, view.byteLength, true);
    out.position += 10;
    if (view.own === undefined) return this.write(view.buffer);
    // It arrives in a buffer of its own, which is numbered there.
    this.#seen.numberOf(view.own);
    return this.#writeBytes(view.own);
  }

  /** @param {ArrayBuffer} buffer */
  #writeBuffer(buffer) {
    // What is empty may be detached, which V8 refuses.
    if (buffer.byteLength === 0 || /** @type {any} */ (buffer).resizable) return false;
    return this.#writeBytes(new Uint8Array(buffer));
  }

  /** @param {Uint8Array} bytes */
  #writeBytes(bytes) {
    const { length } = bytes;
    const out = this.#out;
    if (length > LARGEST_INLINE) {
      if (this.blocks.length === MOST_BLOCKS) return false;
      this.#addBlock(bytes);
      const number = this.blocks.push(bytes) - 1;
      return out.writeByte(TAG.BUFFER_BLOCK) && out.writeUint32(number);
    }
    if (!out.has(5 + length)) return false;
    out.bytes[out.position] = TAG.BUFFER;
    out.view.setUint32(out.position + 1, length, true);
    out.bytes.set(bytes, out.position + 5);
    out.position += 5 + length;
    return true;
  }
}

/** @param {string} key */
function isIndex(key) {
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
}

/**
 * Whether an array has all its elements and nothing else.
 *
 * @param {unknown[]} array
 */
function isDense(array) {
  const { length } = array;
  const names = keys(array);
  return names.length === length && (length === 0 || names[length - 1] === String(length - 1));
}

module.exports = { Encoder };
