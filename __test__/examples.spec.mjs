// Every example runs, prints what it should, and is short.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runProgram } from './support/program.mjs';

// The threads print on their own, so the order of lines between them is left open.
const expected = {
  '01-ping-pong.mjs': [
    'main got async ping',
    'main got sync ping',
    'renderer got pong',
    'renderer got pong',
  ],
  '02-invoke.mjs': [
    '5',
    "Error invoking remote method 'fail': RangeError: out of range",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  ],
  '03-main-to-renderer.mjs': ['main knows one and two'],
  '04-one-thread.mjs': ['main now has light', 'main still has dark'],
  '05-typed-arrays-and-maps.mjs': [
    '1970-01-01T00:00:00.000Z Uint8Array(2) [ 104, 105 ] 18446744073709551616n true',
    'An object could not be cloned.',
  ],
  '06-message-ports.mjs': ['the answer is 42'],
};

const folder = new URL('../examples/', import.meta.url);

describe('examples', () => {
  it('are all known here', () => {
    assert.deepEqual(readdirSync(folder).sort(), [...Object.keys(expected), 'tutorial']);
  });

  for (const [name, lines] of Object.entries(expected)) {
    it(`${name} prints what it says, in at most 40 lines of code`, async () => {
      const source = readFileSync(new URL(name, folder), 'utf8');
      assert.ok(source.trimEnd().split('\n').length <= 40);
      const printed = await runProgram(`examples/${name}`);
      assert.deepEqual(printed.lines.sort(), [...lines].sort());
    });
  }
});
