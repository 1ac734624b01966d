// @ts-check
'use strict';

const { types } = require('node:util');
const { ByteWriter } = require('./byte-writer');
const { isDense } = require('./dense');
const { OpenObjects } = require('./open-objects');
const { Seen } = require('./seen');
const { origin, shapeOf } = require('./shapes');
const { viewOf } = require('./views');
const wire = require('./wire');

const { TAG, SMALL_INTEGER, MOST_SMALL_INTEGER } = wire;
const { isProxy, isDate, isMap, isSet, isArrayBuffer } = types;
const { getPrototypeOf, is, hasOwn } = Object;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const datePrototype = Date.prototype;
const mapPrototype = Map.prototype;
const setPrototype = Set.prototype;
const modulePrototype = /** @type {any} */ (globalThis).WebAssembly?.Module.prototype;
const { getTime } = datePrototype;
const eachEntry = mapPrototype.forEach;
const eachMember = setPrototype.forEach;

const MOST_ARGUMENTS = 255;

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
  #message = 0;
  #shapes = 0;
  #lastShape = origin;
  #depth = 0;
  #open = new OpenObjects();
  #out;
  #bytes;
  /** Where it gave up, the innermost first. @type {import('./mirror').Unfinished[]} */
  unfinished = [];
  /** Where the value begins that it gave up at. */
  stop = 0;

  /**
   * @param {import('./scratch').Scratch} out
   * @param {(bytes: Uint8Array) => void} addBlock copies a large piece
   */
  constructor(out, addBlock) {
    this.#out = out;
    this.#bytes = new ByteWriter(out, addBlock);
  }

  /** Begins a message. */
  begin() {
    this.#message = ++lastMessage;
    this.stop = 0;
  }

  /** Forgets a message, whatever has become of it. */
  reset() {
    this.#seen.clear();
    this.#shapes = 0;
    this.#lastShape = origin;
    this.#bytes.reset();
    if (this.unfinished.length === 0 && this.#depth === 0) return;
    this.unfinished = [];
    this.#depth = 0;
    this.#open.clear();
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

  /** The blocks that belong to what was written. */
  get blocks() {
    return this.#bytes.blocks;
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
    if (number >= 0) return this.#writeReference(number);
    if (this.#depth === wire.DEEPEST) return false;
    this.#depth++;
    const written = this.#writeNew(object);
    this.#depth--;
    return written;
  }

  /** @param {number} number */
  #writeReference(number) {
    this.#open.comesAgain(number, this.#depth, this.#out.bytes);
    return this.#out.writeByte(TAG.REFERENCE) && this.#out.writeUint32(number);
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
      case modulePrototype:
        // V8's serializer as Node has it writes nothing for one, and says that it did.
        throw new TypeError('not cloneable');
      default:
        return isArrayBuffer(object) && this.#writeBuffer(object);
    }
  }

  /** @param {any} object */
  #writePlain(object) {
    const shape = shapeOf(object, this.#lastShape.next);
    // What has no keys, or indices, may be one of the many other kinds of objects in disguise.
    if (shape === undefined || shape.isIndexed) return false;
    this.#lastShape.next = shape;
    this.#lastShape = shape;
    const out = this.#out;
    const depth = this.#depth - 1;
    this.#open.enter(depth, this.#seen.size - 1, out.position);
    if (!out.writeByte(TAG.OBJECT) || !this.#writeShape(shape)) return false;
    const written = this.#writeProperties(object, shape.keys);
    this.#open.leave(depth);
    return written;
  }

  /** @param {import('./shapes').Shape} shape */
  #writeShape(shape) {
    const out = this.#out;
    if (shape.message === this.#message) return out.writeByte(shape.number);
    if (this.#shapes < wire.MOST_SHAPES) {
      shape.message = this.#message;
      shape.number = this.#shapes++;
    }
    return out.writeByte(wire.NEW_SHAPE) && out.writeBytes(shape.definition);
  }

  /**
   * @param {any} object
   * @param {string[]} keys
   */
  #writeProperties(object, keys) {
    /** @type {string[] | undefined} */
    let rest;
    let count = 0;
    let isBroken = false;
    for (const key in object) {
      if (rest !== undefined) {
        rest.push(key);
        continue;
      }
      const start = this.#out.position;
      if (keys[count++] !== key) {
        // Somebody has given Object.prototype enumerable properties.
        if (!hasOwn(object, key)) continue;
        // A getter has removed one.
        if (!isBroken && !this.#out.writeByte(TAG.BREAK)) return false;
        isBroken = true;
      }
      const value = object[key];
      if (isBroken && !(this.#out.writeByte(1) && this.#out.writeText(key))) return false;
      if (this.write(value)) continue;
      rest = [key];
      this.#giveUp(start, object, rest, 0, value);
    }
    if (rest !== undefined) return false;
    if (isBroken) return this.#out.writeByte(0);
    return count >= keys.length || (this.#out.writeByte(TAG.BREAK) && this.#out.writeByte(0));
  }

  /**
   * @param {number} start
   * @param {any} object
   * @param {unknown[]} parts
   * @param {number} next
   * @param {unknown} [value]
   */
  #giveUp(start, object, parts, next, value) {
    if (this.unfinished.length === 0) this.stop = start;
    this.unfinished.push({ object, parts, next, value });
    return false;
  }

  /** @param {any[]} array */
  #writeArray(array) {
    const { length } = array;
    const out = this.#out;
    if (!isDense(array) || !out.has(3)) return false;
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
    return this.#bytes.write(view.own);
  }

  /** @param {ArrayBuffer} buffer */
  #writeBuffer(buffer) {
    // What is empty may be detached, which V8 refuses.
    if (buffer.byteLength === 0 || /** @type {any} */ (buffer).resizable) return false;
    return this.#bytes.write(new Uint8Array(buffer));
  }
}

module.exports = { Encoder };
