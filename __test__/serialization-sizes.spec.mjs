// Contract 8.13 and 18, cases 260 to 262: payloads of all sizes.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { firstMessage, using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { crosses } from './support/routes.mjs';

afterEach(clearMain);

const sizes = [0, 1, 65535, 65536, 65537, 262147, 3145729];

/** Bytes that are not all the same, so that a shift or a cut would be seen. */
const bytesOf = (size) => new Uint8Array(size).map((_, index) => index % 251);

const makers = {
  string: (size) => 'abcdefg'.repeat(size / 7 + 1).slice(0, size),
  Uint8Array: bytesOf,
  'nested object': (size) => ({
    list: [{ text: 'x'.repeat(size) }],
    bytes: new Uint8Array(size).fill(7),
  }),
};

/** Sends values of all sizes on three routes and reports how many came back as they were. */
const roundTrips = async ({ ipcRenderer, report, data, require }, make) => {
  const assert = require('node:assert/strict');
  const answers = [];
  let wake;
  ipcRenderer.on('echo', (_event, value) => {
    answers.push(value);
    wake();
  });
  for (const size of data) {
    const value = make(size);
    assert.deepEqual(await ipcRenderer.invoke('echo', value), value);
    assert.deepEqual(ipcRenderer.sendSync('echo', value), value);
    const woken = new Promise((resolve) => (wake = resolve));
    ipcRenderer.send('echo by reply', value);
    await woken;
    assert.deepEqual(answers.pop(), value);
    report(size);
  }
};

describe('payloads', () => {
  for (const [kind, make] of Object.entries(makers)) {
    it(`261 a ${kind} of each size makes the round trip`, async (t) => {
      ipcMain.handle('echo', (_event, value) => value);
      ipcMain.on('echo', (event, value) => (event.returnValue = value));
      ipcMain.on('echo by reply', (event, value) => event.reply('echo', value));
      const renderer = startRenderer(t, using(roundTrips, make), { data: sizes });
      for (const size of sizes) assert.equal(await renderer.reported(), size);
    });
  }

  it('260 a string of 10 MB arrives whole, of one-byte and of two-byte characters', async (t) => {
    await crosses(t, () => ['a'.repeat(10_000_000), '\u20ac'.repeat(5_000_000)]);
  });

  it('262 100 MB arrive whole', async (t) => {
    const [, bytes] = await firstMessage(t, ({ ipcRenderer }) => {
      const bytes = new Uint8Array(100_000_000).fill(7);
      bytes[0] = 1;
      bytes[99_999_999] = 2;
      ipcRenderer.send('test', bytes);
    });
    assert.equal(bytes.length, 100_000_000);
    assert.deepEqual([bytes[0], bytes[50_000_000], bytes[99_999_999]], [1, 7, 2]);
  });

  it('262 many payloads around 64 KiB arrive one after the other', async (t) => {
    const lengths = Array.from({ length: 150 }, (_, index) => 65535 + (index % 3));
    const seen = [];
    ipcMain.on('test', (_event, bytes) => seen.push([bytes.length, bytes[0], bytes.at(-1)]));
    ipcMain.handle('done', () => {});
    const { contents, reported } = startRenderer(
      t,
      async ({ ipcRenderer, report, data }) => {
        const seen = [];
        ipcRenderer.on('test', (_event, bytes) => {
          seen.push([bytes.length, bytes[0], bytes.at(-1)]);
          if (seen.length === data.length) report(seen);
        });
        for (const [index, length] of data.entries()) {
          ipcRenderer.send('test', new Uint8Array(length).fill(index));
        }
        report(await ipcRenderer.invoke('done'));
      },
      { data: lengths },
    );
    for (const [index, length] of lengths.entries()) {
      contents.send('test', new Uint8Array(length).fill(index));
    }
    const expected = lengths.map((length, index) => [length, index, index]);
    // Its own messages and the answer of main come to the renderer in any order.
    const reports = [await reported(), await reported()];
    assert.ok(reports.includes(undefined));
    assert.deepEqual(
      reports.find((report) => report !== undefined),
      expected,
    );
    assert.deepEqual(seen, expected);
  });
});
