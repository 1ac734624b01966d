// @ts-check
'use strict';

const { Buffer } = require('node:buffer');

/** How often a shape must have come before a function is made for it. */
const ENOUGH = 16;
/** A function is not made for more keys than these, nor for more shapes. */
const MOST_KEYS = 32;
const MOST_FUNCTIONS = 256;
const SLOTS = 512;

const objectPrototype = Object.prototype;

/** @typedef {(values: any[], first: number) => any} Build makes an object of values that follow each other */

let functions = 0;

/** Makes objects that have the same keys. */
class Builder {
  /** Whether assigning one of the keys would set it on the prototype, or fail. */
  #special;
  #uses = 0;
  /** @type {Build | undefined} */
  #build;
  /** What came next the last time. @type {Builder} */
  next = this;

  /**
   * @param {string[]} keys
   * @param {Buffer} definition the bytes that they were read from
   */
  constructor(keys, definition) {
    this.keys = keys;
    this.definition = definition;
    // It would set the prototype, in a literal even where Node was told to take its accessor away.
    this.#special = keys.includes('__proto__');
  }

  /**
   * @param {any[]} values
   * @param {number} first the index of the first
   */
  build(values, first) {
    if (this.#build !== undefined) return this.#build(values, first);
    if (++this.#uses === ENOUGH && !this.#special) this.#build = generate(this.keys);
    const object = {};
    for (let index = 0; index < this.keys.length; index++) {
      this.set(object, index, values[first + index]);
    }
    return object;
  }

  /**
   * @param {any} object
   * @param {number} index of the key
   * @param {unknown} value
   */
  set(object, index, value) {
    const key = /** @type {string} */ (this.keys[index]);
    // It may be an accessor, or have become one: somebody may change Object.prototype at any time.
    if (this.#special || key in objectPrototype) define(object, key, value);
    else object[key] = value;
  }
}

/**
 * A function with the keys in its text is ten times as quick as a loop over them.
 *
 * @param {string[]} keys none that every object has, such as `__proto__`
 * @returns {Build | undefined} nothing where this is not allowed (`--disallow-code-generation-from-strings`)
 */
function generate(keys) {
  if (keys.length > MOST_KEYS || functions >= MOST_FUNCTIONS) return undefined;
  functions++;
  const properties = keys.map((key, index) => `${JSON.stringify(key)}: values[first + ${index}]`);
  try {
    return /** @type {Build} */ (
      new Function('values', 'first', `return { ${properties.join(', ')} };`)
    );
  } catch {
    functions = MOST_FUNCTIONS;
    return undefined;
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

/** Builders by a hash of the definitions that they stand for. @type {(Builder | undefined)[]} */
const builders = new Array(SLOTS).fill(undefined);

/** Comes before the first of a message. */
const origin = new Builder([], Buffer.alloc(0));

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end
 * @param {Builder} last the one before, in the message
 * @param {() => string[]} readKeys reads these bytes
 * @returns {Builder} for the keys that are defined there
 */
function builderOf(bytes, start, end, last, readKeys) {
  if (isAt(last.next.definition, bytes, start, end)) return last.next;
  return (last.next = find(bytes, start, end, readKeys));
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end
 * @param {() => string[]} readKeys
 */
function find(bytes, start, end, readKeys) {
  let hash = end - start;
  for (let index = start; index < end; index++) {
    hash = (Math.imul(hash, 31) + /** @type {number} */ (bytes[index])) | 0;
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = builders[slot];
  if (known !== undefined && isAt(known.definition, bytes, start, end)) return known;
  const builder = new Builder(readKeys(), Buffer.from(bytes.subarray(start, end)));
  builders[slot] = builder;
  return builder;
}

/**
 * @param {Buffer} definition
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end
 */
function isAt(definition, bytes, start, end) {
  if (definition.length !== end - start) return false;
  for (let index = 0; index < definition.length; index++) {
    if (definition[index] !== bytes[start + index]) return false;
  }
  return true;
}

module.exports = { Builder, builderOf, define, origin };
