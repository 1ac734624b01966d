// Contract 18, cases 120 and 227: how ports find their way, from Workers, within a thread and through threads.

import assert from 'node:assert/strict';
import { afterEach, describe, it as test } from 'node:test';
import { ipcMain, ipcRenderer } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { channel, dataOf, stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a message is lost. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();

afterEach(() => {
  clearMain();
  ipcRenderer.removeAllListeners();
});

describe('the way of a port', () => {
  it('227 a Worker that posts a port and ends at once has posted it', async (t) => {
    const arrived = nextMessage(ipcMain, 'port');
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      port2.postMessage('last');
      ipcRenderer.postMessage('port', 'hi', [port1]);
      ipcRenderer.send('after');
      process.exit();
    });
    const after = nextMessage(ipcMain, 'after');
    const [{ ports }, message] = await arrived;
    assert.equal(message, 'hi');
    ports[0].start();
    assert.equal(await dataOf(ports[0]), 'last');
    await after;
  });

  it("227 a user's own listeners on the Worker and on parentPort see nothing of it", async (t) => {
    const { contents, worker, reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const seen = [];
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', (value) => {
        seen.push(value);
        report(seen);
      });
      parentPort.on('messageerror', (error) => seen.push(error));
      ipcRenderer.on('port', ({ ports }) => ipcRenderer.postMessage('port', null, ports));
    });
    const seen = [];
    for (const name of ['message', 'messageerror']) worker.on(name, (value) => seen.push(value));
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    const [{ ports }] = await nextMessage(ipcMain, 'port');
    ports[0].start();
    port1.postMessage('through');
    assert.equal(await dataOf(ports[0]), 'through');
    worker.postMessage('mine');
    assert.deepEqual(await reported(), ['mine']);
    assert.deepEqual(seen, [['mine']]);
  });

  it('227 in one thread ports go both ways', async () => {
    const { port1, port2 } = new MessageChannel();
    ipcMain.once('port', ({ sender, ports }) => sender.postMessage('back', 'hi', ports));
    const arrived = nextMessage(ipcRenderer, 'back');
    ipcRenderer.postMessage('port', null, [port1]);
    const [event, message] = await arrived;
    assert.equal(message, 'hi');
    const [port] = event.ports;
    assert.ok(port instanceof MessagePort);
    port2.onmessage = ({ data }) => port2.postMessage(data * 2);
    port.postMessage(21);
    const doubled = await new Promise((resolve) => {
      port.onmessage = resolve;
    });
    assert.equal(doubled.data, 42);
    port.close();
  });

  it('120 in one thread the order is kept, and sendSync sees the port', () => {
    const seen = [];
    ipcMain.on('test', (event, value) => {
      seen.push([value, event.ports?.length]);
      event.returnValue = value;
    });
    ipcRenderer.send('test', 1);
    ipcRenderer.postMessage('test', 2, [new MessageChannel().port1]);
    ipcRenderer.send('test', 3);
    assert.equal(ipcRenderer.sendSync('test', 4), 4);
    assert.deepEqual(seen, [
      [1, undefined],
      [2, 1],
      [3, undefined],
      [4, undefined],
    ]);
  });
});

/** Starts a Worker in a Worker, as text. */
const startsWorker = ({ require, data, report }) => {
  const { Worker } = require('node:worker_threads');
  const worker = new Worker(require.resolve('./renderer-main.cjs'), { workerData: data });
  worker.on('message', (value) => report(value));
  return worker;
};

describe('a Worker of a Worker', () => {
  /** The thread in between has noticed its Worker and then does nothing until it is told to. */
  const between = (context, startsWorker) => {
    const worker = startsWorker(context);
    worker.once('online', () => Atomics.wait(context.data.data, 0, 0, 10_000));
  };

  it('227 ports go both ways through the thread in between, which sees nothing', async (t) => {
    const inner = ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => {
          port.postMessage(data * 2);
          report('done');
        };
      });
      ipcRenderer.postMessage('test', 'hi', [new MessageChannel().port1]);
    };
    const data = { source: String(inner) };
    const { contents, reported } = startRenderer(t, startsWorker, { data });
    const [event, message] = await nextMessage(ipcMain, 'test');
    assert.equal(message, 'hi');
    assert.equal(event.ports.length, 1);
    assert.notEqual(event.sender, contents);
    const { port1, port2 } = channel();
    event.sender.postMessage('port', null, [port2]);
    port1.start();
    port1.postMessage(21);
    assert.equal(await dataOf(port1), 42);
    assert.equal(await reported(), 'done');
  });

  it('120 nothing overtakes a message whose port is held up on its way', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(8));
    const inner = ({ ipcRenderer, data: flag }) => {
      ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
      ipcRenderer.send('test', 2);
      ipcRenderer.postMessage('test', 3, [new MessageChannel().port1]);
      void ipcRenderer.invoke('test', 4);
      Atomics.store(flag, 1, 1);
      Atomics.notify(flag, 1);
    };
    const seen = [];
    ipcMain.on('test', (event, value) => seen.push([value, event.ports?.length]));
    const last = new Promise((resolve) => {
      ipcMain.handle('test', (_event, value) => resolve(seen.push([value])));
    });
    const data = { source: String(inner), data: flag };
    startRenderer(t, using(between, startsWorker), { data });
    startRenderer(
      t,
      ({ ipcRenderer, data: flag }) => {
        Atomics.wait(flag, 1, 0, 10_000);
        ipcRenderer.send('all sent');
      },
      { data: flag },
    );
    await nextMessage(ipcMain, 'all sent');
    assert.deepEqual(seen, []);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    await last;
    assert.deepEqual(seen, [[1, 1], [2, undefined], [3, 1], [4]]);
  });

  it('120 all of thousands that wait behind such a port come in their order', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const inner = ({ ipcRenderer, data: flag }) => {
      ipcRenderer.postMessage('test', 0, [new MessageChannel().port1]);
      // Fewer than may be queued.
      for (let n = 1; n < 9000; n++) ipcRenderer.send('test', n);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      void ipcRenderer.invoke('test', 9000);
    };
    const seen = [];
    ipcMain.on('test', (_event, n) => seen.push(n));
    const last = new Promise((resolve) => {
      ipcMain.handle('test', (_event, n) => resolve(seen.push(n)));
    });
    startRenderer(t, using(between, startsWorker), { data: { source: String(inner), data: flag } });
    await last;
    assert.deepEqual(
      seen,
      Array.from({ length: 9001 }, (_, n) => n),
    );
  });

  it('227 one whose parent has not loaded ipcmain gets an error that says so', async () => {
    const { code, reports, stderr } = await runInChild(({ report, require }) => {
      const { Worker } = require('node:worker_threads');
      const { ipcMain } = require('ipcmain');
      const inner = `
        const { ipcRenderer } = require(${JSON.stringify(require.resolve('ipcmain'))});
        try {
          ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
        } catch ({ name, code, message }) {
          ipcRenderer.send('test', { name, code, message });
        }`;
      const outer = `
        const { Worker } = require('node:worker_threads');
        new Worker(${JSON.stringify(inner)}, { eval: true });`;
      ipcMain.on('test', (_event, value) => report(value));
      new Worker(outer, { eval: true });
    });
    assert.deepEqual([code, stderr, reports.length], [0, '', 1]);
    const [{ message, ...error }] = reports;
    assert.deepEqual(error, { name: 'Error', code: 'ERR_IPC_PORT_ROUTE' });
    assert.equal(
      message,
      'ipcmain: a MessagePort cannot reach the main of this Worker: the thread that started it has ' +
        'not loaded ipcmain, or has been blocked for 5 s. Load ipcmain there before starting Workers.',
    );
  });
});
