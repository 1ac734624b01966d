// @ts-check
'use strict';

const { Scratch } = require('./scratch');

/** Objects with more keys are left to V8. */
const MOST_KEYS = 64;
/** Definitions that are longer are not remembered, so they are left to V8 too. */
const LONGEST_DEFINITION = 1024;
/** How many shapes are remembered. */
const MOST_SHAPES = 512;

/** The keys of an object in their order, as messages define them. */
class Shape {
  /** The message that has defined it last, and its number there. */
  message = 0;
  number = 0;
  /** What came next the last time. @type {Shape} */
  next;

  /**
   * @param {string[]} keys
   * @param {Buffer} definition
   */
  constructor(keys, definition) {
    this.keys = keys;
    this.definition = definition;
    this.next = this;
    /** Whether the first key is an index of an array. */
    this.isIndexed = keys.length > 0 && /^\d/.test(/** @type {string} */ (keys[0]));
  }
}

/** Comes before the first shape of a message. */
const origin = new Shape([], Buffer.alloc(0));

/** @type {Map<string, Shape>} */
const shapes = new Map();
const scratch = new Scratch(LONGEST_DEFINITION);

/**
 * The shape of an object, found without reading its values.
 *
 * @param {object} object
 * @param {Shape} guess
 * @returns {Shape | undefined} nothing when it has too many keys, or none
 */
function shapeOf(object, guess) {
  const { keys } = guess;
  let count = 0;
  for (const key in object) if (keys[count++] !== key) return otherShapeOf(object);
  return count > 0 && count === keys.length ? guess : otherShapeOf(object);
}

/** @param {object} object */
function otherShapeOf(object) {
  const keys = Object.keys(object);
  if (keys.length === 0 || keys.length > MOST_KEYS) return undefined;
  const name = keys.join('\0');
  const known = shapes.get(name);
  if (known !== undefined && isOf(keys, known)) return known;
  const shape = define(keys);
  if (shape === undefined) return undefined;
  if (shapes.size >= MOST_SHAPES) shapes.clear();
  shapes.set(name, shape);
  return shape;
}

/**
 * Keys may have the separator in them.
 *
 * @param {string[]} keys
 * @param {Shape} shape
 */
function isOf(keys, shape) {
  return keys.length === shape.keys.length && keys.every((key, index) => key === shape.keys[index]);
}

/** @param {string[]} keys */
function define(keys) {
  scratch.position = 3;
  for (const key of keys) if (!scratch.writeText(key)) return undefined;
  const length = scratch.position;
  scratch.view.setUint16(0, length - 3, true);
  scratch.bytes[2] = keys.length;
  return new Shape(keys, Buffer.from(scratch.bytes.subarray(0, length)));
}

module.exports = { Shape, origin, shapeOf };
