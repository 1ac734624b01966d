// Contract 10 and 18, cases 120, 121 and 126: the order of what is posted and what is sent.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it as test } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { channel, stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a message is lost. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();
afterEach(clearMain);

const upTo = (count) => Array.from({ length: count }, (_, index) => index);

describe('the order of messages', () => {
  it('120 send, sendSync, invoke and postMessage keep their order', async (t) => {
    const numbers = [];
    const listener = (event, number) => {
      numbers.push(number);
      event.returnValue = null;
    };
    for (const way of ['send', 'sendSync', 'postMessage']) ipcMain.on(way, listener);
    ipcMain.handle('invoke', (_event, number) => void numbers.push(number));
    startRenderer(t, ({ ipcRenderer }) => {
      const ways = ['send', 'sendSync', 'invoke', 'postMessage'];
      for (let number = 0; number < 1000; number++) {
        const way = ways[Math.floor(Math.random() * ways.length)];
        const ports = number % 8 === 0 ? [new MessageChannel().port1] : [];
        if (way === 'postMessage') ipcRenderer.postMessage(way, number, ports);
        else ipcRenderer[way](way, number);
      }
      ipcRenderer.send('done');
    });
    await nextMessage(ipcMain, 'done');
    assert.deepEqual(numbers, upTo(1000));
  });

  for (const loaded of [true, false]) {
    const when = loaded ? '' : ', also before the Worker has loaded';
    it(`121 send and postMessage of main keep their order${when}`, async (t) => {
      const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
        const numbers = [];
        ipcRenderer.on('test', ({ ports }, number) => numbers.push([number, ports.length]));
        ipcRenderer.on('end', () => report(numbers));
        report('loaded');
      });
      if (loaded) assert.equal(await reported(), 'loaded');
      for (const number of upTo(1000)) {
        if (number % 2) contents.send('test', number);
        else contents.postMessage('test', number, number % 8 ? [] : [channel().port1]);
      }
      contents.send('end');
      if (!loaded) assert.equal(await reported(), 'loaded');
      const expected = upTo(1000).map((number) => [number, number % 8 ? 0 : 1]);
      assert.deepEqual(await reported(), expected);
    });
  }

  it('126 a port delivers what was posted before it moved, then what was posted after', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        const seen = [];
        port.onmessage = ({ data }) => {
          seen.push(data);
          if (data === 'end') report(seen);
        };
      });
    });
    const { port1, port2 } = channel();
    port2.start();
    for (const value of [1, 2]) port1.postMessage(value);
    contents.postMessage('port', null, [port2]);
    for (const value of [3, 'end']) port1.postMessage(value);
    assert.deepEqual(await reported(), [1, 2, 3, 'end']);
  });

  it('126 so does one that comes from a renderer', async (t) => {
    const arrived = nextMessage(ipcMain, 'port');
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      port2.postMessage(1);
      ipcRenderer.postMessage('port', null, [port1]);
      port2.postMessage(2);
    });
    const [{ ports }] = await arrived;
    const seen = [];
    ports[0].on('message', ({ data }) => seen.push(data));
    ports[0].start();
    await once(ports[0], 'close');
    assert.deepEqual(seen, [1, 2]);
  });
});
