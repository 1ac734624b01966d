// Contract 18, cases 278 to 282: what programs from Electron's early years do, and what differs for them.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { bareError } from './support/errors.cjs';
import { using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

describe('the documentation of 2016', () => {
  it('278 event.sender.send answers an asynchronous message', async (t) => {
    ipcMain.on('asynchronous-message', (event, arg) => {
      if (arg === 'ping') event.sender.send('asynchronous-reply', 'pong');
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('asynchronous-reply', (_event, arg) => report(arg));
      ipcRenderer.send('asynchronous-message', 'ping');
    });
    assert.equal(await reported(), 'pong');
  });

  it('279 event.returnValue answers a synchronous one', async (t) => {
    ipcMain.on('synchronous-message', (event, arg) => {
      if (arg === 'ping') event.returnValue = 'pong';
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      report(ipcRenderer.sendSync('synchronous-message', 'ping'));
    });
    assert.equal(await reported(), 'pong');
  });

  it('280 listeners are added, called once and removed on both sides', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      const gone = () => seen.push('gone');
      ipcRenderer.on('test', (_event, n) => seen.push(['on', n]));
      ipcRenderer.once('test', (_event, n) => seen.push(['once', n]));
      ipcRenderer.on('test', gone);
      ipcRenderer.removeListener('test', gone);
      ipcRenderer.on('other', gone);
      ipcRenderer.removeAllListeners('other');
      ipcRenderer.on('end', () => {
        for (const channel of ['test', 'other', 'test']) ipcRenderer.send(channel, seen.length);
        report(seen);
      });
    });
    const seen = [];
    const gone = () => seen.push('gone');
    ipcMain.once('test', (_event, n) => seen.push(['once', n]));
    ipcMain.on('test', gone);
    ipcMain.removeListener('test', gone);
    ipcMain.on('other', gone);
    ipcMain.removeAllListeners('other');
    const all = new Promise((resolve) => {
      ipcMain.on('test', (_event, n) => {
        if (seen.push(['on', n]) === 3) resolve();
      });
    });
    contents.send('test', 1);
    contents.send('other', 2);
    contents.send('test', 3);
    contents.send('end');
    assert.deepEqual(await reported(), [
      ['on', 1],
      ['once', 1],
      ['on', 3],
    ]);
    await all;
    assert.deepEqual(seen, [
      ['once', 3],
      ['on', 3],
      ['on', 3],
    ]);
  });
});

describe('what JSON did to a message', () => {
  it('281 a function is not dropped in silence: it throws, and nothing is sent', async (t) => {
    const seen = [];
    ipcMain.on('test', (event, value) => {
      seen.push(value);
      event.returnValue = null;
    });
    const { reported } = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { settled, thrownBy } = require('./errors.cjs');
      const value = { kept: 1, dropped() {} };
      report([
        thrownBy(() => ipcRenderer.send('test', value)),
        thrownBy(() => ipcRenderer.sendSync('test', value)),
        (await settled(ipcRenderer.invoke('test', value))).error,
      ]);
      ipcRenderer.sendSync('test', { kept: 2 });
      report('sent');
    });
    const error = bareError('An object could not be cloned.');
    assert.deepEqual(await reported(), [error, error, error]);
    assert.equal(await reported(), 'sent');
    assert.deepEqual(seen, [{ kept: 2 }]);
  });

  it('282 a Date is no text, a Buffer no list of numbers, and NaN not null', async (t) => {
    const make = () => ({
      date: new Date(0),
      bytes: Buffer.from('abc'),
      number: NaN,
      infinite: -Infinity,
      nothing: undefined,
      list: [undefined],
      map: new Map([['a', 1]]),
    });
    const judged = (value) => [
      value.date instanceof Date && value.date.getTime(),
      Object.prototype.toString.call(value.bytes),
      value.bytes.constructor.name,
      value.number,
      value.infinite,
      'nothing' in value,
      value.list[0],
      value.map instanceof Map && value.map.get('a'),
    ];
    const arrived = new Promise((resolve) => {
      ipcMain.once('test', (event, value) => {
        event.returnValue = make();
        resolve(judged(value));
      });
    });
    const { reported } = startRenderer(
      t,
      using(
        ({ ipcRenderer, report }, make, judged) => {
          report(judged(ipcRenderer.sendSync('test', make())));
        },
        make,
        judged,
      ),
    );
    const expected = [0, '[object Uint8Array]', 'Uint8Array', NaN, -Infinity, true, undefined, 1];
    assert.deepEqual(await arrived, expected);
    assert.deepEqual(await reported(), expected);
  });
});
