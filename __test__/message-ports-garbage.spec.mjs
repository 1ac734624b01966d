// Contract 9 and 18, cases 222 to 224: ports and the garbage collector.

import assert from 'node:assert/strict';
import { describe, it as test } from 'node:test';
import { reportsOf } from './support/children.mjs';
import { using } from './support/exchange.mjs';
import { channel, readyRenderer, stayAlive, untilClosed } from './support/ports.mjs';

/** Nothing here may hang for ever when a port does not close. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();

/** Runs a function in a child process that can collect garbage, and gives back what it reported. */
const collecting = (run) => reportsOf(using(run, collectUntil), { execArgv: ['--expose-gc'] });

const collectUntil = async (promise) => {
  let waiting = true;
  void promise.then(() => (waiting = false));
  while (waiting) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
};

describe('the garbage collector', () => {
  it('222 a started port is not collected while it can still get messages', async () => {
    const reports = await collecting(async ({ report, require }, collectUntil) => {
      const { MessageChannelMain } = require('ipcmain');
      const [port1, collected] = (() => {
        const { port1, port2 } = new MessageChannelMain();
        port2.on('message', ({ data }) => report(data));
        port2.start();
        return [
          port1,
          new Promise((resolve) => {
            globalThis.registry = new FinalizationRegistry(resolve);
            globalThis.registry.register({});
          }),
        ];
      })();
      await collectUntil(collected);
      port1.postMessage('hello');
    });
    assert.deepEqual(reports, ['hello']);
  });

  it("223 an end that nobody has or started closes, and the other emits 'close' (fault 92)", async () => {
    const reports = await collecting(async ({ report, require }, collectUntil) => {
      const { MessageChannelMain } = require('ipcmain');
      const { port1 } = new MessageChannelMain();
      port1.start();
      await collectUntil(require('node:events').once(port1, 'close'));
      report('close');
    });
    assert.deepEqual(reports, ['close']);
  });

  it("223 so does one whose other end is a renderer's", async () => {
    const reports = await collecting(async ({ report, require, startWorker }, collectUntil) => {
      const { MessageChannelMain, webContents } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer, report }) => {
        ipcRenderer.on('port', ({ ports: [port] }) => {
          port.addEventListener('close', () => {
            report('close');
            ipcRenderer.removeAllListeners();
          });
        });
      });
      webContents.fromWorker(worker).postMessage('port', null, [new MessageChannelMain().port2]);
      await collectUntil(require('node:events').once(worker, 'message').then(report));
    });
    assert.deepEqual(reports, [['close']]);
  });

  it('224 so does one that a renderer posted to nobody', async () => {
    const reports = await collecting(async ({ report, require, startWorker }, collectUntil) => {
      require('ipcmain');
      const worker = startWorker(({ ipcRenderer, report }) => {
        const { port1, port2 } = new MessageChannel();
        port2.ref();
        port2.addEventListener('close', () => report('close'));
        ipcRenderer.postMessage('nobody listens', null, [port1]);
      });
      await collectUntil(require('node:events').once(worker, 'message').then(report));
    });
    assert.deepEqual(reports, [['close']]);
  });

  it('224 so does one that main posted to nobody', async (t) => {
    const { contents } = await readyRenderer(t);
    const { port1, port2 } = channel();
    const seen = untilClosed(port1);
    port1.start();
    contents.postMessage('nobody listens', null, [port2]);
    assert.deepEqual(await seen, ['close']);
  });
});
