// Faults 130 to 132 and security rules 4 and 5: a process that lies harms nobody but itself.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forkRenderer, ipcMain } from 'ipcmain';
import { NOTHING, leftovers } from './support/cycles.mjs';
import { attached, body, frame, hello, kinds, raw, send, taken } from './support/frames.mjs';
import { clearMain } from './support/main.mjs';

const liar = fileURLToPath(new URL('support/liar.cjs', import.meta.url));

afterEach(clearMain);

function lie(lies, then, flood) {
  const env = {
    ...process.env,
    IPCMAIN_TEST_LIES: JSON.stringify({
      lies: lies.map((bytes) => bytes.toString('base64')),
      flood,
      then,
    }),
  };
  return forkRenderer('-e', [''], { execArgv: ['--require', liar], env, stdio: 'ignore' });
}

/** Waits until main has ended the process, and gives back what it said of that. */
async function judged(lies, then) {
  const warning = once(process, 'warning');
  const child = lie(lies, then);
  const [[, signal], [, { reason }]] = await Promise.all([
    once(child, 'exit'),
    once(child.webContents, 'render-process-gone'),
    once(child.webContents, 'destroyed'),
  ]);
  assert.deepEqual([signal, reason], ['SIGKILL', 'killed']);
  assert.deepEqual(leftovers(), NOTHING);
  const [{ code, message }] = await warning;
  assert.equal(code, 'ERR_IPC_BAD_MESSAGE');
  return message;
}

const begun = [hello(), attached()];
const nothing = body(0, []);
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index + 1));
const lies = {
  garbage: [[Buffer.alloc(4096, 'garbage')], /contradicts itself|not taken here|not a greeting/],
  'a message in place of the greeting': [[attached()], /not a greeting/],
  'a second greeting': [[hello(), hello()], /not a greeting/],
  'another version': [[hello(77)], /another version/],
  'a message before its introduction': [[hello(), send(1)], /before the introduction/],
  'a second introduction': [[...begun, attached()], /second introduction/],
  'an introduction that is none': [[hello(), attached({ url: 7 })], /does not write/],
  'a request that came before': [[...begun, send(1), send(2), send(2)], /come before/],
  'a length over the limits': [
    [...begun, frame(kinds.send, { request: 1, length: 2 ** 32 - 1 })],
    /over the limits/,
  ],
  'an answer to no question': [
    [...begun, frame(kinds.return, { request: 1, body: raw({}) })],
    /not asked/,
  ],
  'more taken than sent': [[...begun, taken(5, 5)], /taken more/],
  'what only main says': [
    [...begun, frame(kinds.reply, { request: 1, body: nothing })],
    /not taken here/,
  ],
  'that it has gone': [[...begun, frame(kinds.detached)], /not taken here/],
  'ports that are not there': [
    [...begun, frame(kinds.send, { request: 1, body: body(1, [0]), ports: 1 })],
    /ports/,
  ],
  'more ports than one message has': [
    [...begun, frame(kinds.postMessage, { request: 1, body: raw(1), ports: 257 })],
    /contradicts itself/,
  ],
  'more ports than may be open': [
    [
      ...begun,
      ...many(65, (request) => frame(kinds.postMessage, { request, body: raw(1), ports: 256 })),
    ],
    /does not write/,
  ],
  'something of a port that never was': [
    [...begun, frame(kinds.portMessage, { request: 7, body: raw(1) })],
    /does not write/,
  ],
  'the end of a port that main has not sent': [
    [
      ...begun,
      frame(kinds.postMessage, { request: 1, body: raw(1), ports: 1 }),
      frame(kinds.portClosed, { request: 2, body: raw(null) }),
    ],
    /does not write/,
  ],
  'what a console does not say': [
    [...begun, frame(kinds.said, { body: raw({ 'ipcmain.console': { level: 9 } }) })],
    /does not write/,
  ],
  'a kind that does not exist': [[...begun, frame(99)], /not taken here/],
  'two synchronous requests at once': [
    [...begun, ...[1, 2].map((request) => frame(kinds.sendSync, { request, body: body(1, [0]) }))],
    /more requests/,
  ],
  "a buffer of 4 GiB in V8's form": [
    [
      ...begun,
      frame(kinds.send, {
        request: 1,
        body: body(3, [0xff, 15, 0x41, 1, 0x7e, 0, 0xff, 0xff, 0xff, 0xff, 15]),
      }),
    ],
    /does not write/,
  ],
  "memory that threads share, in V8's form": [
    [
      ...begun,
      frame(kinds.send, { request: 1, body: body(3, [0xff, 15, 0x41, 1, 0x75, 0, 0x24, 0, 1]) }),
    ],
    /does not write/,
  ],
  'arguments that are none': [
    [...begun, frame(kinds.send, { request: 1, body: raw('text') })],
    /does not write/,
  ],
  'arguments that cannot be read': [
    [...begun, frame(kinds.send, { request: 1, body: body(1, [1, 63]) })],
    /does not write/,
  ],
};

describe('a process that lies', () => {
  for (const [name, [bytes, reason]] of Object.entries(lies)) {
    it(`fault 130 sends ${name}`, async () => {
      // A port that nobody keeps closes.
      const kept = [];
      ipcMain.on('x', ({ ports }) => kept.push(ports));
      assert.match(await judged(bytes), reason);
    });
  }

  it('fault 130 ends in the middle of a frame, which is no more than its end', async () => {
    const child = lie([...begun, send(1).subarray(0, 10)], 'exit');
    let gone = false;
    child.webContents.once('render-process-gone', () => (gone = true));
    await once(child.webContents, 'destroyed');
    assert.equal(gone, false);
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('fault 130 closes its end and lives on: it is ended', async () => {
    const child = lie([...begun, send(1)], 'close');
    const numbers = [];
    ipcMain.on('x', (_event, number) => numbers.push(number));
    const [[, signal]] = await Promise.all([
      once(child, 'exit'),
      once(child.webContents, 'destroyed'),
    ]);
    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(numbers, [5]);
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('fault 131 a hundred thousand small messages are that many, and no more memory than they take', async () => {
    let count = 0;
    ipcMain.on('x', () => count++);
    const child = lie(begun, 'exit', { message: send(1).toString('base64'), count: 100_000 });
    await once(child.webContents, 'destroyed');
    assert.equal(count, 100_000);
    assert.deepEqual(leftovers(), NOTHING);
  });
});
