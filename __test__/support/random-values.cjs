'use strict';

// Values of every kind that cloning knows, and of some that it refuses, from a seed: the same in every
// thread. And a description of a value that two equal ones share: types, order of keys, holes, which
// objects are the same and which views share a buffer.

/** A small generator of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const numbers = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 1e-300];
const strings = ['', 'a', 'é', 'ÿ', '日本', '😀', '\ud800', 'a\0b', '__proto__', 'x'.repeat(300)];
const bigints = [0n, -1n, 2n ** 64n, -(2n ** 200n)];
const keys = ['a', 'b', '1', '0', '10', '-1', '', 'constructor', 'toString', 'länge', '😀', 'then'];
const errors = [Error, TypeError, RangeError, SyntaxError, EvalError, ReferenceError, URIError];
const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Float32Array, BigUint64Array];

class Point {
  constructor(x) {
    this.x = x;
  }
}

/**
 * The arguments of one message.
 *
 * @param {number} seed
 * @param {{ refusable?: boolean }} [options] whether one of them may be something that cannot be cloned
 */
function randomArguments(seed, { refusable = true } = {}) {
  const random = randomFrom(seed);
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const made = [];

  const remember = (object) => {
    made.push(object);
    return object;
  };
  const primitive = () =>
    pick([
      undefined,
      null,
      true,
      false,
      pick(numbers),
      below(1000) - 500,
      pick(strings),
      pick(bigints),
    ]);

  function fill(target, depth) {
    for (let n = below(5); n > 0; n--) target[pick(keys)] = value(depth - 1);
    return target;
  }

  const containers = [
    (depth) => fill(remember({}), depth),
    (depth) => fill(remember(Object.create(null)), depth),
    (depth) => fill(remember(new Point(1)), depth),
    (depth) => {
      const array = remember([]);
      for (let n = below(5); n > 0; n--) array.push(value(depth - 1));
      if (random() < 0.2) array.length += 2;
      if (random() < 0.2) array[array.length + 3] = value(depth - 1);
      if (random() < 0.2) array.expando = value(depth - 1);
      return array;
    },
    (depth) => {
      const map = remember(new Map());
      for (let n = below(4); n > 0; n--) map.set(value(depth - 1), value(depth - 1));
      return map;
    },
    (depth) => {
      const set = remember(new Set());
      for (let n = below(4); n > 0; n--) set.add(value(depth - 1));
      return set;
    },
    (depth) => {
      const inner = value(depth - 1);
      const object = remember({ before: 1 });
      Object.defineProperty(object, 'read', { get: () => inner, enumerable: true });
      Object.defineProperty(object, 'hidden', { value: 1 });
      object[Symbol('s')] = 1;
      return Object.freeze(object);
    },
    () => {
      // A getter that changes what comes after it.
      const object = remember({});
      Object.defineProperty(object, 'change', {
        enumerable: true,
        get() {
          delete this.gone;
          this.added = 1;
          return 'changed';
        },
      });
      return Object.assign(object, { gone: 1, stays: 2 });
    },
    (depth) => {
      const cause = random() < 0.5 ? { cause: value(depth - 1) } : undefined;
      const error = remember(new (pick(errors))(pick(strings), cause));
      error.stack = `stack of ${error.name}`;
      if (random() < 0.3) error.name = pick(['RangeError', 'Custom', 'TypeError']);
      if (random() < 0.3) error.code = 'LOST';
      return error;
    },
  ];
  const leaves = [
    () => remember(new Date(pick([0, 1e12, NaN]))),
    () => remember(Object.assign(new RegExp('a(b)?', pick(['', 'g', 'imsuy'])), { lastIndex: 0 })),
    () => remember(Object(pick([true, 1, -0, 'text', 5n]))),
    () => remember(new Uint8Array([1, 2, 3]).buffer),
    () => {
      const buffer = remember(new ArrayBuffer(32));
      new Uint8Array(buffer).fill(below(256));
      const View = pick(views);
      remember(new View(buffer, 8, 2));
      return remember(new View(buffer));
    },
    () => remember(new DataView(new ArrayBuffer(16), below(8), 4)),
    () => remember(Buffer.alloc(below(9), 7)),
    () => {
      const buffer = remember(new ArrayBuffer(8, { maxByteLength: 16 }));
      return remember(random() < 0.5 ? new Uint16Array(buffer, 2) : new Uint8Array(buffer, 2, 3));
    },
  ];
  const refused = [
    () => () => {},
    () => Symbol('s'),
    () => new Proxy({}, {}),
    () => Promise.resolve(),
    () => new WeakMap(),
    () => new SharedArrayBuffer(8),
    () => ({ method() {} }),
    () => Object.defineProperty({}, 'bad', { enumerable: true, get: () => null.x }),
  ];

  function value(depth) {
    const dice = random();
    if (dice < 0.15 && made.length > 0) return pick(made);
    if (depth <= 0 || dice < 0.45) return primitive();
    return dice < 0.75 ? pick(containers)(depth) : pick(leaves)();
  }

  const args = Array.from({ length: 5 }, () => value(3));
  if (refusable && random() < 0.1)
    args.splice(below(5), 1, pick([(v) => v, (v) => [v]])(pick(refused)()));
  // A cycle, now and then.
  const last = made.at(-1);
  if (Array.isArray(last) && random() < 0.3) last.push(args[0], last);
  return args;
}

/** @param {unknown} root */
function describe(root) {
  const seen = new Map();
  const lines = [];

  function visit(value, path) {
    if (typeof value !== 'object' || value === null) {
      const text = Object.is(value, -0) ? '-0' : JSON.stringify(String(value));
      lines.push(`${path}: ${typeof value} ${text}`);
      return;
    }
    if (seen.has(value)) {
      lines.push(`${path}: same as ${seen.get(value)}`);
      return;
    }
    seen.set(value, path);
    lines.push(`${path}: ${Object.getPrototypeOf(value)?.constructor?.name} ${insides(value)}`);
    const own = ArrayBuffer.isView(value) ? [] : Reflect.ownKeys(value);
    for (const key of own) {
      const { enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(value, key);
      visit(value[key], `${path}.${String(key)}[${+enumerable}${+configurable}${+writable}]`);
    }
    if (ArrayBuffer.isView(value)) visit(value.buffer, `${path}.buffer`);
    if (value instanceof Map || value instanceof Set) {
      let index = 0;
      for (const item of value) visit(item, `${path}<${index++}>`);
    }
  }

  function insides(value) {
    if (value instanceof Date) return value.getTime();
    if (value instanceof RegExp) return `${value} ${value.lastIndex}`;
    if (value instanceof ArrayBuffer) {
      return `${[...new Uint8Array(value)]} ${value.resizable} ${value.maxByteLength}`;
    }
    if (ArrayBuffer.isView(value)) {
      const { byteOffset, byteLength, buffer } = value;
      if (!buffer.resizable) return `${byteOffset} ${byteLength}`;
      // Whether it follows the length of its buffer.
      const before = buffer.byteLength;
      buffer.resize(before + 4);
      const tracks = value.byteLength > byteLength;
      buffer.resize(before);
      return `${byteOffset} ${byteLength} ${tracks}`;
    }
    const boxed = [Number, String, Boolean, BigInt].some((Box) => value instanceof Box);
    return boxed ? `${typeof value.valueOf()} ${value}${Object.is(value.valueOf(), -0)}` : '';
  }

  visit(root, 'root');
  return lines.join('\n');
}

module.exports = { describe, randomArguments };
