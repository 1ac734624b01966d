// Reads damaged messages, a million unless told otherwise:
//   node ci/fuzz-codec.mjs [count] [seed]
// It prints its seed, and with the same one does the same again. What comes out must be a value or `null`, in
// proportion to the bytes that it was read from; a hang is for the caller to notice.

import { createRequire } from 'node:module';
import { randomNumbers } from '../__test__/support/emitter-world.mjs';

const require = createRequire(import.meta.url);
const { check, makeCorpus, mutate } = require('../__test__/support/codec-fuzz.cjs');

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
console.log(`${count} messages, seed ${seed}`);

const random = randomNumbers(seed);
const corpus = makeCorpus(seed % 100_000, 4000);
let unread = 0;
for (const message of corpus) {
  const { fault, read } = check(message);
  if (fault !== undefined) report('An undamaged message', fault, message);
  if (!read) unread++;
}
// V8 cannot read an error that is its own cause.
if (unread > corpus.length / 50) throw new Error(`${unread} undamaged messages were not read`);
const untouched = Object.getOwnPropertyNames(Object.prototype).join();
let read = 0;
for (let n = 0; n < count; n++) {
  const message = mutate(random, corpus);
  const result = check(message);
  if (result.fault !== undefined) report(`Message ${n}`, result.fault, message);
  if (result.read) read++;
}
if (Object.getOwnPropertyNames(Object.prototype).join() !== untouched) {
  console.error('Object.prototype has changed');
  process.exitCode = 1;
}
console.log(`${count} executions, ${read} gave a value, ${count - read} gave null`);

function report(what, fault, { body, blocks }) {
  const lengths = blocks.map(({ byteLength }) => byteLength).join();
  console.error(`${what}: ${fault}\n  blocks ${lengths}\n  ${body.toString('base64')}`);
  process.exit(1);
}
