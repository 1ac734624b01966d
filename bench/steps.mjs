// node bench/steps.mjs: what the steps on a message's way take, one at a time, in nanoseconds. The table of
// docs/performance.md is printed by this.

import { createRequire } from 'node:module';
import { median } from './harness/statistics.mjs';
import { payloads } from './payloads.mjs';

const require = createRequire(import.meta.url);
const { MainEndpoint, Outbox } = require('../lib/common/binding');
const { Decoder } = require('../lib/common/codec/decoder');
const { Encoder } = require('../lib/common/codec/encoder');
const { deserialize, serialize } = require('../lib/common/codec/raw-serializer');
const { Scratch } = require('../lib/common/codec/scratch');
const { Event } = require('../lib/browser/event');
const { FrameEvents } = require('../lib/browser/frame-events');

const NOBODY = 1;
const ROUNDS = 9;

const endpoint = new MainEndpoint();
const functions = endpoint.calls(
  new Outbox(new Uint8Array(64)),
  new Uint8Array(64),
  new Uint8Array(64),
);

const small = [payloads.small.make()];
const rows = [payloads.rows.make()];
const scratch = new Scratch(64 * 1024);
const encoder = new Encoder(scratch, () => {});
const decoder = new Decoder();
const encoded = { small: Buffer.from(encode(small)), rows: Buffer.from(encode(rows)) };
const serialized = serialize(small);

const shared = {
  get() {
    return undefined;
  },
  set() {},
  enumerable: true,
  configurable: true,
};

const frameEvents = new FrameEvents();
/** The newest, as the list of all would hold them. */
const references = new Array(4096);
let newest = 0;

const steps = [
  ['a method of a napi-rs class', 1e6, () => endpoint.generationOf(NOBODY)],
  ['a function of the native core', 1e6, () => functions.admit(NOBODY, 0)],
  ['encode one small object', 3e5, () => encode(small)],
  ['decode one small object', 3e5, () => decode(encoded.small)],
  ["V8's serializer, the same object", 1e5, () => serialize(small)],
  ["V8's deserializer, the same object", 1e5, () => deserialize(serialized)],
  ['encode 100 rows', 1e4, () => encode(rows)],
  ['decode 100 rows', 1e4, () => decode(encoded.rows)],
  ['an event whose `senderFrame` has a getter', 1e6, () => define(new Event())],
  ['an event with its frame, which is listed', 1e6, () => frameEvents.add(withFrame(new Event()))],
  ['an event with its frame, and a WeakRef to it', 1e5, () => refer(withFrame(new Event()))],
  ['running ticks and microtasks, none being queued', 1e6, process._tickCallback],
];

for (const [name, count, step] of steps) {
  const times = Array.from({ length: ROUNDS }, () => timeOf(step, count));
  console.log(`${name.padEnd(50)} ${Math.round(median(times)).toString().padStart(7)} ns`);
}

/**
 * Nanoseconds for one. The step is called through a function of its own, lest it be compiled for all steps
 * at once.
 */
function timeOf(step, count) {
  const loop = new Function('step', 'count', 'while (count-- > 0) step();');
  const start = process.hrtime.bigint();
  loop(step, count);
  return Number(process.hrtime.bigint() - start) / count;
}

function define(event) {
  return Object.defineProperty(event, 'senderFrame', shared);
}

function withFrame(event) {
  event.senderFrame = frameEvents;
  return event;
}

function refer(event) {
  references[newest++ % references.length] = new WeakRef(event);
}

function encode(args) {
  scratch.position = 0;
  encoder.begin();
  if (!encoder.writeList(args)) throw new Error('V8 would have to write this');
  encoder.reset();
  return scratch.bytes.subarray(0, scratch.position);
}

function decode(bytes) {
  const list = decoder.open(bytes, 0, bytes.length, []).readList();
  decoder.close();
  return list;
}
