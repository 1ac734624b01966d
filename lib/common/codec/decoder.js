// @ts-check
'use strict';

const { types } = require('node:util');
const { Builder, builderOf, define, origin } = require('./builders');
const { Reader, malformed } = require('./reader');
const wire = require('./wire');

const { TAG, SMALL_INTEGER } = wire;

/** @type {ArrayBuffer[]} */
const none = [];

/** Lists that are no longer than this are used again: to grow one costs more than to empty it. */
const FEW = 32;

// Kept: V8's own deserializer does not ask what somebody has put in their place.
const { set: setEntry } = Map.prototype;
const { add: addMember } = Set.prototype;

/**
 * Reads values in the form of `wire.js`. It trusts nothing: whatever the bytes, it ends, allocates in
 * proportion to their length, and throws when they are not such a form.
 */
class Decoder extends Reader {
  /** The objects that were read, and how many. @type {any[]} */
  #seen = [];
  #count = 0;
  /** The shapes that the message has defined, and how many. @type {Builder[]} */
  #shapes = [];
  #defined = 0;
  #lastDefined = origin;
  /** Values of the objects that are being read, one after the other. @type {any[]} */
  #values = [];
  #top = 0;
  /** Whether objects are made before their values are read. */
  #early = false;
  #depth = 0;
  /** @type {ArrayBuffer[]} */
  #blocks = none;

  /**
   * Begins with a message. One decoder reads message after message: it costs as much to make as a small one
   * takes to read.
   *
   * @param {import('./reader').Memory} memory
   * @param {number} position where the value begins
   * @param {number} end where the message ends
   * @param {ArrayBuffer[]} blocks what came beside it
   */
  open(memory, position, end, blocks) {
    this.readFrom(memory, position, end);
    this.#blocks = blocks;
    return this;
  }

  /** Lets go of what was read, whether or not it was read to its end. */
  close() {
    this.readNothing();
    this.#blocks = none;
    this.#depth = 0;
    // The rest was only used if there were objects.
    if (this.#count === 0) return;
    this.#seen = emptied(this.#seen);
    this.#values = emptied(this.#values);
    this.#count = 0;
    this.#defined = 0;
    this.#lastDefined = origin;
    this.#top = 0;
  }

  /**
   * Reads what an encoder has written before it gave up.
   *
   * @returns {any[]} the objects in the order of their numbers, as far as they were written
   */
  readWhatIsThere() {
    this.#early = true;
    try {
      while (this.position < this.end) this.readValue();
    } catch {
      // That is where it ends.
    }
    return this.#seen.slice(0, this.#count);
  }

  /** @returns {any[]} arguments */
  readList() {
    const length = this.readByte();
    if (length === 1) return [this.readValue()];
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
        return this.readString();
      case TAG.INTEGER:
        return this.readUint32() | 0;
      case TAG.DOUBLE:
        return this.readDouble();
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
        return this.#early ? this.#readCyclic() : this.#readPlain();
      case TAG.CYCLIC_OBJECT:
        return this.#readCyclic();
      case TAG.ARRAY:
        return this.#readArray(this.#number([]));
      case TAG.REFERENCE:
        return this.#readReference();
      case TAG.DATE:
        return this.#number(new Date(this.readDouble()));
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
    this.#seen[this.#count++] = object;
    return object;
  }

  #readReference() {
    const object = this.#seen[this.readUint32()];
    // What is not made yet must not be referred to.
    if (object === undefined) throw malformed();
    return object;
  }

  /** An object that is made when all its values are there. */
  #readPlain() {
    const number = this.#count++;
    this.#seen[number] = undefined;
    const shape = this.#readShape();
    const first = this.#top;
    const last = first + shape.keys.length;
    while (this.#top < last) {
      if (this.bytes[this.position] === TAG.BREAK) {
        const object = this.#readBroken({}, shape, this.#values.slice(first, this.#top));
        this.#top = first;
        return (this.#seen[number] = object);
      }
      const value = this.readValue();
      this.#values[this.#top++] = value;
    }
    this.#top = first;
    return (this.#seen[number] = shape.build(this.#values, first));
  }

  /** An object that its values may refer to. */
  #readCyclic() {
    const object = this.#number({});
    const shape = this.#readShape();
    for (let index = 0; index < shape.keys.length; index++) {
      if (this.bytes[this.position] === TAG.BREAK) return this.#readBroken(object, shape, []);
      shape.set(object, index, this.readValue());
    }
    return object;
  }

  /**
   * @param {object} object
   * @param {Builder} shape
   * @param {unknown[]} values of the first keys
   */
  #readBroken(object, shape, values) {
    for (const [index, value] of values.entries()) shape.set(object, index, value);
    this.readByte();
    while (this.readByte() !== 0) {
      const key = this.readName();
      define(object, key, this.readValue());
    }
    return object;
  }

  #readShape() {
    const number = this.readByte();
    if (number !== wire.NEW_SHAPE) {
      // Those behind were of another message.
      const shape = number < this.#defined ? this.#shapes[number] : undefined;
      if (shape === undefined) throw malformed();
      return shape;
    }
    const length = this.readUint16() + 1;
    const start = this.skip(length);
    const last = this.#lastDefined;
    const shape = builderOf(this.bytes, start, start + length, last, () => this.#readKeys(start));
    this.#lastDefined = shape;
    if (this.#defined < wire.MOST_SHAPES) this.#shapes[this.#defined++] = shape;
    return shape;
  }

  /** @param {number} start */
  #readKeys(start) {
    const end = this.position;
    this.position = start;
    /** @type {string[]} */
    const keys = [];
    for (let left = this.readByte(); left > 0; left--) keys.push(this.readName());
    if (this.position !== end || keys.length === 0) throw malformed();
    return keys;
  }

  /** @param {any[]} array */
  #readArray(array) {
    const length = this.readUint16();
    for (let index = 0; index < length; index++) {
      if (this.bytes[this.position] === TAG.HOLE) {
        this.readByte();
        array.length = index + 1;
      } else array.push(this.readValue());
    }
    return array;
  }

  /** @param {Map<unknown, unknown>} map */
  #readMap(map) {
    for (let left = this.readUint32(); left > 0; left--) {
      const key = this.readValue();
      Reflect.apply(setEntry, map, [key, this.readValue()]);
    }
    return map;
  }

  /** @param {Set<unknown>} set */
  #readSet(set) {
    for (let left = this.readUint32(); left > 0; left--) {
      Reflect.apply(addMember, set, [this.readValue()]);
    }
    return set;
  }

  #readBuffer() {
    const length = this.readUint32();
    const start = this.skip(length);
    const buffer = new ArrayBuffer(length);
    new Uint8Array(buffer).set(this.bytes.subarray(start, start + length));
    return buffer;
  }

  /** A block stands for one buffer. */
  #takeBlock() {
    const number = this.readUint32();
    const block = this.#blocks[number];
    if (block === undefined) throw malformed();
    delete this.#blocks[number];
    return block;
  }

  #readView() {
    const number = this.#count++;
    this.#seen[number] = undefined;
    const View = wire.VIEWS[this.readByte()];
    const byteOffset = this.readUint32();
    const byteLength = this.readUint32();
    const buffer = this.readValue();
    if (View === undefined || !types.isArrayBuffer(buffer)) throw malformed();
    const view = new View(buffer, byteOffset, byteLength / (View.BYTES_PER_ELEMENT ?? 1));
    return (this.#seen[number] = view);
  }
}

/**
 * @param {any[]} list
 * @returns {any[]} one that refers to nothing
 */
function emptied(list) {
  if (list.length > FEW) return [];
  for (let index = 0; index < list.length; index++) list[index] = undefined;
  return list;
}

module.exports = { Decoder };
