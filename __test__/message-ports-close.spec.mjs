// Contract 9 and 18, cases 218, 225, 226 and 238: 'close' across threads.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it as test } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain } from './support/main.mjs';
import {
  channel,
  dataOf,
  listener,
  nextPort,
  readyRenderer,
  sender,
  stayAlive,
  untilClosed,
} from './support/ports.mjs';
import { sharesMemory, startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a port does not close. */
const it = (title, ...rest) => {
  const run = rest.pop();
  return test(title, { timeout: 10_000, ...rest[0] }, run);
};

stayAlive();
afterEach(clearMain);

describe("'close' across threads", () => {
  it("225 main closes its end and the renderer's emits 'close'", async (t) => {
    const { contents, reported } = await readyRenderer(t);
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    port1.postMessage('last');
    port1.close();
    assert.deepEqual([await reported(), await reported()], ['last', 'close']);
  });

  it('225 also when the renderer has not loaded when main closes it', async (t) => {
    const { contents, reported } = startRenderer(t, listener);
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    port1.close();
    assert.deepEqual([await reported(), await reported()], ['ready', 'close']);
  });

  it("225 a renderer closes its end and main's emits 'close' when started", async (t) => {
    const arrived = nextPort();
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('port', null, [port1]);
      port2.postMessage('last');
      port2.close();
      ipcRenderer.on('stay', () => {});
    });
    const port = await arrived;
    const seen = untilClosed(port);
    port.start();
    assert.deepEqual(await seen, ['last', 'close']);
  });

  // Each side is blocked until many messages and a closed port wait for it: the port comes first.
  it(
    '218 it is not lost when the end was closed while the port was on its way to main',
    { skip: sharesMemory },
    async (t) => {
      const sent = new Int32Array(new SharedArrayBuffer(4));
      ipcMain.once('before', () => Atomics.wait(sent, 0, 0, 10_000));
      const arrived = nextPort();
      const run = ({ ipcRenderer, data: sent }) => {
        ipcRenderer.postMessage('open', null, [new MessageChannel().port1]);
        const { port1, port2 } = new MessageChannel();
        for (let number = 0; number < 5000; number++) ipcRenderer.send('before', number);
        ipcRenderer.postMessage('port', null, [port1]);
        port2.once('close', () => {
          Atomics.store(sent, 0, 1);
          Atomics.notify(sent, 0);
        });
        port2.close();
        ipcRenderer.on('stay', () => {});
      };
      startRenderer(t, run, { data: sent });
      const port = await arrived;
      const seen = untilClosed(port);
      port.start();
      assert.deepEqual(await seen, ['close']);
    },
  );

  it('218 nor on its way to a renderer', async (t) => {
    ipcMain.once('block', async (event) => {
      const { port1, port2 } = channel();
      for (let number = 0; number < 5000; number++) event.sender.send('before', number);
      event.sender.postMessage('port', null, [port2]);
      port1.close();
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      event.returnValue = null;
    });
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.once('open', () => ipcRenderer.sendSync('block'));
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.addEventListener('close', () => report('close'));
        port.start();
      });
    });
    contents.postMessage('open', null, [channel().port2]);
    assert.equal(await reported(), 'close');
  });

  it('226 a Worker that is terminated closes all its ports, and nothing breaks (fault 92)', async (t) => {
    const { contents, worker, reported } = await readyRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports }, last) => {
        globalThis.kept ??= ports;
        if (!last) return;
        report('blocked');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });
      report('ready');
    });
    const [held, unheard, unread] = [channel(), channel(), channel()];
    const ends = [held, unheard, unread].map(({ port1 }) => untilClosed(port1));
    for (const { port1 } of [held, unheard, unread]) port1.start();
    contents.postMessage('port', false, [held.port2]);
    contents.postMessage('port', true, [unheard.port2]);
    assert.equal(await reported(), 'blocked');
    contents.postMessage('port', false, [unread.port2]);
    unread.port1.postMessage('unread');
    await worker.terminate();
    assert.deepEqual(await Promise.all(ends), [['close'], ['close'], ['close']]);
    const other = await readyRenderer(t);
    const { port1, port2 } = channel();
    other.contents.postMessage('port', null, [port2]);
    port1.postMessage('works');
    assert.equal(await other.reported(), 'works');
  });

  it('226 so is a port for a Worker that ends before it loads anything', async (t) => {
    const { contents, worker } = startRenderer(t, () => {});
    const { port1, port2 } = channel();
    const seen = untilClosed(port1);
    port1.start();
    contents.postMessage('port', null, [port2]);
    await worker.terminate();
    assert.deepEqual(await seen, ['close']);
  });

  it('238 a port that only main still has closes with its renderer', async (t) => {
    const arrived = nextPort();
    const { worker } = startRenderer(t, sender, { data: ['first'] });
    const port = await arrived;
    port.start();
    assert.equal(await dataOf(port), 'first');
    const closed = once(port, 'close');
    await worker.terminate();
    assert.deepEqual(await closed, [undefined]);
  });
});
