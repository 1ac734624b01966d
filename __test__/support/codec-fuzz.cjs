'use strict';

// Messages as the native core delivers them, damaged in every way, and what must be true of what is read.

const { types } = require('node:util');
const binding = require('../../lib/common/binding');
const { memoryOf } = require('../../lib/common/codec/reader');
const { Delivery, readBody } = require('../../lib/common/inbox');
const {
  done,
  outbox,
  writeArguments,
  writeSerialized,
  writeValue,
} = require('../../lib/common/outbox');
const { serialize } = require('../../lib/common/codec/raw-serializer');
const { FORM } = require('../../lib/common/codec/wire');
const { randomArguments } = require('./random-values.cjs');

/** Where a record says what it has; see `lib/common/inbox.js`. */
const HEAD = 48;

/** A renderer in this thread, whose messages are taken as bytes. */
function makeTap() {
  const main = new binding.MainEndpoint();
  const records = () => Buffer.from(new ArrayBuffer(65536));
  const batch = records();
  const calls = main.calls(outbox, batch, records());
  const introduction = writeSerialized('', serialize({}));
  const renderer = new binding.RendererEndpoint(main.id, 0, true, outbox, introduction);
  done(introduction);
  const { send } = renderer.calls(outbox, records(), records());
  const take = () => {
    const end = calls.take(true);
    const length = batch.readUInt32LE(28);
    const count = batch.readUInt32LE(32);
    const start = HEAD + 8 * count;
    if (end === 0) throw new Error('nothing came');
    const blocks = Array.from({ length: count }, (_, index) => {
      const place = new Uint8Array(batch.readDoubleLE(HEAD + 8 * index));
      calls.fetch(batch.readUInt32LE(36) + index, place);
      return place.buffer;
    });
    const isBody = batch.readUInt32LE(40) === 1;
    const body = isBody
      ? Buffer.from(blocks.shift())
      : Buffer.from(batch.subarray(start, start + length));
    return { body, blocks };
  };
  take();
  return (offset) => {
    send(offset);
    done(offset);
    return take();
  };
}

/**
 * Real messages of all forms, made of random values.
 *
 * @param {number} seed
 * @param {number} count
 * @returns {{ body: Buffer, blocks: ArrayBuffer[] }[]}
 */
function makeCorpus(seed, count) {
  const tap = makeTap();
  const corpus = [];
  for (let n = 0; corpus.length < count; n++) {
    const args = randomArguments(seed * 1000 + n, { refusable: false });
    const large = { bytes: new Uint8Array(3000 + n), again: [new Uint16Array(2000)] };
    const plain = {
      id: n,
      name: `n${n}`,
      tags: ['a', 'b'],
      nested: { x: 1.5, y: [true, null, undefined] },
    };
    corpus.push(tap(writeArguments('channel', args)));
    corpus.push(
      tap(writeArguments('plain', [plain, { ...plain, id: -n }, new Map([[plain, new Set([n])]])])),
    );
    corpus.push(tap(writeValue('value', [args[n % args.length]])));
    corpus.push(
      tap(writeArguments('date', [new Date(n), 'ü'.repeat(n % 300), '日本'.repeat(n % 9)])),
    );
    if (n % 8 === 0) corpus.push(tap(writeArguments('blocks', [large, large.bytes])));
    if (n % 64 === 0) corpus.push(tap(writeArguments('x'.repeat(66_000), [plain])));
  }
  return corpus.slice(0, count);
}

const TEMPTING_BYTES = [
  0, 1, 2, 3, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 64, 127, 128, 252, 253, 254, 255,
];
const TEMPTING_NUMBERS = [
  0, 1, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

/**
 * Damages a message.
 *
 * @param {(below: number) => number} random
 * @param {{ body: Buffer, blocks: ArrayBuffer[] }[]} corpus
 */
function mutate(random, corpus) {
  const pick = (list) => list[random(list.length)];
  const { body, blocks } = pick(corpus);
  let bytes = Buffer.from(body);
  let beside = blocks;
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(bytes.length + 1);
    switch (random(9)) {
      case 0:
      case 1:
        if (at < bytes.length) bytes[at] ^= 1 << random(8);
        break;
      case 2:
        if (at < bytes.length) bytes[at] = pick(TEMPTING_BYTES);
        break;
      case 3:
        if (at + 4 <= bytes.length) bytes.writeUInt32LE(pick(TEMPTING_NUMBERS), at);
        break;
      case 4:
        bytes = bytes.subarray(0, at);
        break;
      case 5: {
        const other = pick(corpus).body;
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length))]);
        break;
      }
      case 6: {
        const end = Math.min(bytes.length, at + random(64));
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
        break;
      }
      case 7:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(16))]);
        break;
      case 8:
        beside = random(2) === 0 ? blocks.slice(1) : pick(corpus).blocks;
    }
  }
  return { body: bytes, blocks: [...beside] };
}

/**
 * Reads a message and says what is wrong with what comes out; nothing is right.
 *
 * @param {{ body: Buffer, blocks: ArrayBuffer[] }} message
 * @returns {{ fault?: string, read: boolean }}
 */
function check({ body, blocks }) {
  // In the middle of other bytes, as in a batch: those must not be read.
  const start = 16;
  const memory = Buffer.alloc(body.length + 2 * start, 18);
  body.copy(memory, start);
  const size = body.length + blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const delivery = new Delivery();
  const began = process.hrtime.bigint();
  try {
    readBody(delivery, memoryOf(memory), start, start + body.length, [...blocks]);
  } catch (error) {
    return { fault: `it threw ${error}`, read: false };
  }
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  if (typeof delivery.channel !== 'string') return { fault: 'the channel is no text', read: true };
  const isOwn = body[1] === FORM.LIST || body[1] === FORM.VALUE;
  // However busy the machine: a loop over what a few bytes claim takes longer.
  const fault =
    measure(delivery.value, size, isOwn) ?? (took > 5000 ? `it took ${took} ms` : undefined);
  return { fault, read: delivery.value !== null };
}

/**
 * What a value takes must be in proportion to the bytes that it was read from.
 *
 * @param {unknown} root
 * @param {number} size
 * @param {boolean} isOwn whether it was written in the package's own form, and not in V8's
 */
function measure(root, size, isOwn) {
  const seen = new Set();
  const open = [root];
  let parts = 0;
  let bytes = 0;
  while (open.length > 0) {
    const value = open.pop();
    parts++;
    if (typeof value === 'string') bytes += value.length;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (types.isAnyArrayBuffer(value)) {
      bytes += value.byteLength;
      continue;
    }
    if (ArrayBuffer.isView(value)) {
      open.push(value.buffer);
      continue;
    }
    // V8 has long arrays without elements in a few bytes, which take no memory either.
    if (isOwn && Array.isArray(value) && value.length > size) return `an array of ${value.length}`;
    if (isOwn && !PROTOTYPES.has(Object.getPrototypeOf(value))) return 'a strange prototype';
    if (types.isMap(value)) for (const entry of value) open.push(...entry);
    else if (types.isSet(value)) open.push(...value);
    for (const key of Object.keys(value)) open.push(value[key]);
  }
  if (parts > 2 * size + 16) return `${parts} parts of ${size} bytes`;
  if (bytes > 4 * size + 16) return `${bytes} bytes of ${size}`;
  return undefined;
}

const PROTOTYPES = new Set([Object, Array, Date, Map, Set].map(({ prototype }) => prototype));

module.exports = { check, makeCorpus, mutate };
