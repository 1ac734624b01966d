// Contract 1.4, 7.1 and 18, cases 12 to 15: what may be a channel.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { bareError } from './support/errors.cjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** Starts a renderer that sends messages, given as `[channel, ...args]`, and stays. */
function startSender(t, messages) {
  return startRenderer(
    t,
    ({ ipcRenderer, data }) => {
      ipcRenderer.on('stay', () => {});
      for (const message of data) ipcRenderer.send(...message);
    },
    { data: messages },
  );
}

/** Records the arguments that a channel's messages carry. */
function record(channel) {
  const seen = [];
  ipcMain.on(channel, (_event, ...args) => seen.push(args));
  return seen;
}

/** Texts that a program might use for something else. */
const anyText = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'a b',
  'x'.repeat(10_240),
  '😀',
  'ünï',
  'a\0b',
  '\0',
  '0',
  '01',
  '\n',
  '\ufffd',
  '\ufeffa',
  'x\ufeff',
];

describe('channels of ipcMain', () => {
  it('12 a message on "newListener" or "removeListener" is given to listeners of that name (fault 80)', async (t) => {
    const { contents } = startSender(t, [
      ['newListener', 1],
      ['removeListener', 2],
    ]);
    for (const [channel, arg] of [
      ['newListener', 1],
      ['removeListener', 2],
    ]) {
      const [event, ...args] = await nextMessage(ipcMain, channel);
      assert.equal(event.sender, contents);
      assert.deepEqual(args, [arg]);
    }
  });

  it('13 any text is a channel (fault 80)', async (t) => {
    const channels = anyText;
    const seen = channels.map((channel) => record(channel));
    startSender(t, [...channels.map((channel, index) => [channel, index]), ['marker']]);
    await nextMessage(ipcMain, 'marker');
    for (const [index, calls] of seen.entries()) {
      assert.deepEqual(calls, [[index]], JSON.stringify(channels[index].slice(0, 20)));
    }
    for (const channel of channels) assert.ok(ipcMain.eventNames().includes(channel));
  });

  it('13 also from main to a renderer', async (t) => {
    const { contents, reported } = startRenderer(
      t,
      ({ ipcRenderer, report, data: channels }) => {
        const seen = channels.map(() => []);
        for (const [index, channel] of channels.entries()) {
          ipcRenderer.on(channel, (_event, ...args) => seen[index].push(args));
        }
        ipcRenderer.on('marker', () => {
          report(seen);
          report(channels.every((channel) => ipcRenderer.eventNames().includes(channel)));
        });
      },
      { data: anyText },
    );
    for (const [index, channel] of anyText.entries()) {
      contents.send(channel, index);
      contents.postMessage(channel, index);
    }
    contents.send('marker');
    assert.deepEqual(
      await reported(),
      anyText.map((_, index) => [[index], [index]]),
    );
    assert.equal(await reported(), true);
  });

  it('14 a lone surrogate in a channel arrives as U+FFFD (fault 80)', async (t) => {
    const replaced = record('a\ufffdb');
    const literal = record('a\ud800b');
    startSender(t, [['a\ud800b', 1], ['a\udc00b', 2], ['marker']]);
    await nextMessage(ipcMain, 'marker');
    assert.deepEqual(replaced, [[1], [2]]);
    assert.deepEqual(literal, []);
  });

  it('14 so it does in a channel that is longer than any memory kept for messages (fault 80)', async (t) => {
    const rest = 'x'.repeat(70_000);
    const replaced = record(`\ufffd${rest}`);
    startSender(t, [[`\ud800${rest}`, 1], ['marker']]);
    await nextMessage(ipcMain, 'marker');
    assert.deepEqual(replaced, [[1]]);
  });

  it('14 a local listener keeps the lone surrogate of its name', () => {
    const calls = record('a\ud800b');
    assert.equal(ipcMain.emit('a\ufffdb', {}), false);
    assert.equal(ipcMain.emit('a\ud800b', {}, 1), true);
    assert.deepEqual(calls, [[1]]);
    assert.deepEqual(ipcMain.eventNames(), ['error', 'a\ud800b']);
  });

  it('15 a symbol names a channel that no renderer can send on', async (t) => {
    const channel = Symbol('x');
    const calls = record(channel);
    const byText = ['x', 'Symbol(x)'].map(record);
    const renderer = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { thrownBy } = require('./errors.cjs');
      report(thrownBy(() => ipcRenderer.send(Symbol('x'), 1)));
      ipcRenderer.send('marker');
    });
    await nextMessage(ipcMain, 'marker');
    assert.deepEqual(
      await renderer.reported(),
      bareError('Error processing argument at index 1, conversion failure from ', 'TypeError'),
    );
    assert.deepEqual([calls, ...byText], [[], [], []]);
    ipcMain.emit(channel, {}, 2);
    assert.deepEqual([calls, ...byText], [[[2]], [], []]);
  });
});
