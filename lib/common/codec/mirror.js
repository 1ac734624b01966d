// @ts-check
'use strict';

const { types } = require('node:util');
const { Decoder } = require('./decoder');
const { viewOf } = require('./views');
const { VIEWS } = require('./wire');

/**
 * Where the encoder gave up: an object, and the parts that it still had to write.
 *
 * @typedef {object} Unfinished
 * @property {any} object
 * @property {unknown[]} parts keys, entries or members, in the order of writing
 * @property {number} next which of them is the first that is not written
 * @property {unknown} value what was read for it
 */

/**
 * What the encoder has read, for V8 to write in its place. Reading once more from the user's own objects
 * would run their getters a second time.
 */
class Mirror {
  /** @type {Map<object, any>} */
  #mirrors = new Map();

  /**
   * @param {Iterable<object>} seen what the encoder has begun to write, in the order of its numbers
   * @param {import('./reader').Memory} memory
   * @param {number} start where the first value was written
   * @param {number} end where the value was to be written that the encoder gave up at
   * @param {ArrayBuffer[]} blocks
   */
  constructor(seen, memory, start, end, blocks) {
    const copies = new Decoder().open(memory, start, end, blocks).readWhatIsThere();
    let number = 0;
    for (const object of seen) {
      if (number === copies.length) break;
      // What stays out is a view without its buffer.
      const copy = copies[number++];
      if (copy !== undefined) this.#mirrors.set(object, copy);
    }
  }

  /**
   * Reads what the encoder has left.
   *
   * @param {Unfinished[]} unfinished the innermost first
   */
  finish(unfinished) {
    for (const { object, parts, next, value } of unfinished) {
      const mirror = this.#mirrors.get(object);
      if (Array.isArray(mirror)) this.#finishArray(object, mirror, next, value);
      else if (types.isMap(mirror)) this.#finishMap(mirror, parts, next - (next % 2));
      else if (types.isSet(mirror)) this.#finishSet(mirror, parts, next);
      else if (mirror !== undefined) this.#finishObject(object, mirror, parts, next, value);
    }
  }

  /**
   * @param {any} value
   * @returns {any} the same, without getters; what V8 knows better than this is given as it is
   */
  of(value) {
    if (typeof value !== 'object' || value === null || types.isProxy(value)) return value;
    const known = this.#mirrors.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) return this.#copy(value, []);
    if (types.isMap(value)) return this.#copyMap(value);
    if (types.isSet(value)) return this.#copySet(value);
    if (ArrayBuffer.isView(value)) return this.#copyView(value);
    // A DOMException has its name from a getter that knows it.
    if (value instanceof DOMException) return value;
    if (types.isNativeError(value)) return this.#copyError(value);
    return isPlain(value) ? this.#copy(value, {}) : value;
  }

  /**
   * @param {any} object
   * @param {any} mirror
   */
  #copy(object, mirror) {
    this.#mirrors.set(object, mirror);
    if (Array.isArray(object)) mirror.length = object.length;
    const names = Object.keys(object);
    if (names.length > 0) this.#finishObject(object, mirror, names, 0, object[names[0]]);
    return mirror;
  }

  /** @param {ArrayBufferView} view */
  #copyView(view) {
    const { kind, byteOffset, byteLength, buffer } = viewOf(view);
    const copy = this.#mirrors.get(buffer);
    if (copy === undefined) return view;
    const View = VIEWS[kind];
    const mirror = new View(copy, byteOffset, byteLength / (View.BYTES_PER_ELEMENT ?? 1));
    this.#mirrors.set(view, mirror);
    return mirror;
  }

  /** @param {any} error */
  #copyError(error) {
    const mirror = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error));
    this.#mirrors.set(error, mirror);
    delete mirror.stack;
    const own = Object.getOwnPropertyDescriptors(error);
    for (const [name, descriptor] of Object.entries(own)) {
      const isData = name === 'stack' || 'value' in descriptor;
      const value = isData ? { value: this.of(error[name]), writable: true } : descriptor;
      Object.defineProperty(mirror, name, { configurable: true, ...value });
    }
    return mirror;
  }

  /** @param {Map<any, any>} map */
  #copyMap(map) {
    const mirror = new Map();
    this.#mirrors.set(map, mirror);
    this.#finishMap(mirror, [...Map.prototype.entries.call(map)].flat(1), 0);
    return mirror;
  }

  /** @param {Set<any>} set */
  #copySet(set) {
    const mirror = new Set();
    this.#mirrors.set(set, mirror);
    this.#finishSet(mirror, [...Set.prototype.values.call(set)], 0);
    return mirror;
  }

  /**
   * @param {any} object
   * @param {any} mirror
   * @param {any[]} names
   * @param {number} next
   * @param {unknown} value
   */
  #finishObject(object, mirror, names, next, value) {
    for (let index = next; index < names.length; index++) {
      const read = index === next ? value : object[names[index]];
      if (read === undefined && !Object.hasOwn(object, names[index])) continue;
      Object.defineProperty(mirror, names[index], {
        value: this.of(read),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }

  /**
   * @param {any[]} array
   * @param {any[]} mirror
   * @param {number} next
   * @param {unknown} value
   */
  #finishArray(array, mirror, next, value) {
    const names = Object.keys(array);
    mirror.length = array.length;
    this.#finishObject(array, mirror, names, names.indexOf(String(next)), value);
  }

  /**
   * @param {Map<any, any>} mirror
   * @param {unknown[]} entries
   * @param {number} next
   */
  #finishMap(mirror, entries, next) {
    for (let index = next; index < entries.length; index += 2) {
      mirror.set(this.of(entries[index]), this.of(entries[index + 1]));
    }
  }

  /**
   * @param {Set<any>} mirror
   * @param {unknown[]} members
   * @param {number} next
   */
  #finishSet(mirror, members, next) {
    for (const member of members.slice(next)) mirror.add(this.of(member));
  }
}

const isOther = [
  ArrayBuffer.isView,
  types.isAnyArrayBuffer,
  types.isArgumentsObject,
  types.isBoxedPrimitive,
  types.isDate,
  types.isExternal,
  types.isGeneratorObject,
  types.isModuleNamespaceObject,
  types.isPromise,
  types.isRegExp,
  types.isWeakMap,
  types.isWeakSet,
];

/**
 * Whether it has nothing but properties, as far as that can be told without V8: what V8 alone knows, such as
 * an object of an addon, has none of its own.
 *
 * @param {object} object
 */
function isPlain(object) {
  return Object.keys(object).length > 0 && !isOther.some((is) => is(object));
}

/** @param {object} object */
function isRead(object) {
  return Array.isArray(object) || Object.getPrototypeOf(object) === Object.prototype;
}

/**
 * Whether reading any of these has run code of the user.
 *
 * @param {Iterable<object>} objects
 */
function haveGetters(objects) {
  for (const object of objects) {
    // Of others it has read nothing.
    if (types.isProxy(object) || !isRead(object)) continue;
    const descriptors = Object.values(Object.getOwnPropertyDescriptors(object));
    if (descriptors.some(({ get }) => get !== undefined)) return true;
  }
  return false;
}

module.exports = { Mirror, haveGetters };
