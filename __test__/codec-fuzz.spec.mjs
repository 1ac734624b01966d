// Fault 108: damaged messages, in a process of their own. `ci/fuzz-codec.mjs` runs more of them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRequire } from 'node:module';
import { runProgram } from './support/program.mjs';

const require = createRequire(import.meta.url);
const { deserialize } = require('../lib/common/codec/raw-serializer');
const { memoryOf } = require('../lib/common/codec/reader');
const { Delivery, readBody } = require('../lib/common/inbox');
const { FORM, VERSION } = require('../lib/common/codec/wire');

/** The value of a message without a channel. */
function valueOf(form, bytes, blocks = []) {
  const body = Buffer.from([VERSION, form, 0, ...bytes]);
  const delivery = new Delivery();
  readBody(delivery, memoryOf(body), 0, body.length, blocks);
  return delivery.value;
}

describe('a damaged message', () => {
  it('fault 108, 110: 20,000 of them give a value or null, in proportion to their size', async () => {
    const { lines } = await runProgram('ci/fuzz-codec.mjs', {
      args: ['20000', '108'],
      deadline: 60_000,
    });
    assert.match(lines.at(-1), /^20000 executions, \d{4,} gave a value, \d{4,} gave null$/);
  });

  it('fault 106: a view of what is no buffer makes none of the size that it names', () => {
    const number = [0x55, 0x80, 0x80, 0x80, 0x80, 0x04]; // U, 2^30 as a varint
    const place = [...new Uint8Array(new Float64Array([0, 8]).buffer)];
    // The tag of a host object, Uint8Array, offset and length, and for the buffer a number.
    const bytes = Buffer.from([0xff, 0x0f, 0x5c, 1, ...place, ...number]);
    assert.throws(() => deserialize(bytes), { message: 'not a buffer' });
    assert.equal(valueOf(FORM.RAW, bytes), null);
  });

  it('fault 108: a form that does not exist, and a channel that is no text, are refused', () => {
    assert.equal(valueOf(9, []), null);
    const { serialize } = require('../lib/common/codec/raw-serializer');
    for (const pair of [[{}, 1], 'ab', 5]) {
      const { buffer, byteOffset, length } = serialize(pair);
      const block = buffer.slice(byteOffset, byteOffset + length);
      assert.equal(valueOf(FORM.RAW_WITH_CHANNEL, [], [block]), null);
    }
  });
});

describe('a key __proto__', () => {
  for (const execArgv of [[], ['--disable-proto=delete'], ['--disable-proto=throw']]) {
    it(`fault 112: is a property like any other, however often it comes ${execArgv}`, async () => {
      const { lines } = await runProgram('__test__/fixtures/proto-keys.cjs', { execArgv });
      assert.deepEqual(lines, ['40 own, 0 inherited']);
    });
  }
});
