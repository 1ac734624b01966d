// Faults 83 and 116: how much may wait, and what a sender is told at the limit.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { MessageChannelMain, ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const defaults = ipcMain.inspect().limits;

afterEach(() => {
  ipcMain.setLimits(defaults);
  clearMain();
});

/** Blocks main, as a slow listener does, until the renderer says so in memory that both have. */
const until = (shared) => Atomics.wait(shared, 0, 0, 10_000);
const sharedNumber = () => new Int32Array(new SharedArrayBuffer(4));

/** Sends on one channel until that fails, while main is blocked; then lets main go on. */
const flood = async ({ ipcRenderer, report, data: { shared, method, limit, value } }) => {
  const told = [];
  ipcRenderer.sendSync('block');
  for (let n = 1; n <= limit + 1; n++) {
    try {
      const sent = ipcRenderer[method]('x', value ?? n);
      // An invoke says so later.
      if (method === 'invoke') sent.catch((error) => told.push([n, error]));
    } catch (error) {
      told.push([n, error]);
    }
  }
  await new Promise((resolve) => setImmediate(resolve));
  report(
    told.map(([n, { code, channel, peer, account, message }]) => [
      n,
      { code, channel, peer, account, message },
    ]),
  );
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
  // Until there is room again.
  const end = () => {
    try {
      ipcRenderer.send('end');
    } catch {
      setImmediate(end);
    }
  };
  end();
};

/** Starts such a renderer; gives what it was told, and what of it arrived. */
async function flooded(t, data) {
  const shared = sharedNumber();
  const arrived = [];
  ipcMain.on('block', (event) => {
    event.returnValue = 1;
    until(shared);
  });
  ipcMain.on('x', (_event, value) => arrived.push(value));
  ipcMain.handle('x', (_event, value) => void arrived.push(value));
  const ended = nextMessage(ipcMain, 'end');
  const { contents, reported } = startRenderer(t, flood, { data: { ...data, shared } });
  const told = await reported();
  await ended;
  return { contents, told, arrived };
}

const upTo = (limit) => Array.from({ length: limit }, (_, index) => index + 1);

describe('messages that wait for a blocked main', () => {
  for (const method of ['send', 'postMessage', 'invoke']) {
    it(`fault 116: ${method} fails at the limit of messages, and what was sent before arrives`, async (t) => {
      const limit = 50;
      ipcMain.setLimits({ queuedMessages: limit });
      const { contents, told, arrived } = await flooded(t, { method, limit });
      assert.equal(told.length, 1);
      const [[n, { message, ...error }]] = told;
      assert.equal(n, limit + 1);
      assert.deepEqual(error, {
        code: 'ERR_IPC_BACKPRESSURE',
        channel: 'x',
        peer: contents.id,
        account: 'queuedMessages',
      });
      assert.match(
        message,
        new RegExp(`^ipcRenderer\\.${method}\\('x'\\) was not sent: 50 messages wait`),
      );
      assert.deepEqual(arrived, upTo(limit));
    });
  }

  it('fault 116: sendSync fails at the limit at once, instead of waiting', async (t) => {
    ipcMain.setLimits({ queuedMessages: 3 });
    const shared = sharedNumber();
    ipcMain.on('block', (event) => {
      event.returnValue = 1;
      until(shared);
    });
    ipcMain.on('ask', (event) => (event.returnValue = 'answer'));
    const { reported } = startRenderer(
      t,
      ({ ipcRenderer, report, data }) => {
        ipcRenderer.sendSync('block');
        for (let n = 0; n < 3; n++) ipcRenderer.send('x');
        try {
          ipcRenderer.sendSync('ask');
        } catch ({ code, account }) {
          report([code, account]);
        }
        Atomics.store(data, 0, 1);
        Atomics.notify(data, 0);
        for (;;) {
          try {
            return report(ipcRenderer.sendSync('ask'));
          } catch {
            // Main has not taken anything yet.
          }
        }
      },
      { data: shared },
    );
    assert.deepEqual(await reported(), ['ERR_IPC_BACKPRESSURE', 'queuedMessages']);
    assert.equal(await reported(), 'answer');
  });

  it('fault 116: bytes are counted as messages are', async (t) => {
    const value = 'x'.repeat(1000);
    // A body is a few bytes longer than the text; the tenth does not fit.
    ipcMain.setLimits({ queuedBytes: 9 * 1020 });
    const { told, arrived } = await flooded(t, { method: 'send', limit: 9, value });
    assert.deepEqual(
      told.map(([n, { code, account }]) => [n, code, account]),
      [[10, 'ERR_IPC_BACKPRESSURE', 'queuedBytes']],
    );
    assert.equal(arrived.length, 9);
  });

  it('fault 116: one renderer that floods leaves the others their room', async (t) => {
    ipcMain.setLimits({ queuedMessages: 20 });
    const shared = sharedNumber();
    const ready = [nextMessage(ipcMain, 'ready 0'), nextMessage(ipcMain, 'ready 1')];
    const renderers = [0, 1].map((number) =>
      startRenderer(
        t,
        ({ ipcRenderer, report, data: { shared, number } }) => {
          ipcRenderer.send(`ready ${number}`);
          ipcRenderer.on('go', () => {
            // The second begins when the first has had its error.
            for (let seen; (seen = Atomics.load(shared, 0)) <= number;) {
              Atomics.wait(shared, 0, seen);
            }
            let sent = 0;
            try {
              for (;;) {
                ipcRenderer.send('x');
                sent++;
              }
            } catch ({ code }) {
              report([code, sent]);
            }
            Atomics.add(shared, 0, 1);
            Atomics.notify(shared, 0);
          });
        },
        { data: { shared, number } },
      ),
    );
    await Promise.all(ready);
    for (const { contents } of renderers) contents.send('go');
    // The first waits for a one, the second for a two, main for a three.
    Atomics.store(shared, 0, 1);
    Atomics.notify(shared, 0);
    while (Atomics.load(shared, 0) < 3) Atomics.wait(shared, 0, Atomics.load(shared, 0), 100);
    for (const { reported } of renderers) {
      assert.deepEqual(await reported(), ['ERR_IPC_BACKPRESSURE', 20]);
    }
  });

  it('fault 116: a main that is blocked stays below the limit in memory, too', async () => {
    const [grown, told] = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.setLimits({ queuedBytes: 16 * 2 ** 20 });
      const shared = new Int32Array(new SharedArrayBuffer(4));
      ipcMain.on('block', (event) => {
        event.returnValue = 1;
        const before = process.memoryUsage().rss;
        Atomics.wait(shared, 0, 0, 10_000);
        report(process.memoryUsage().rss - before);
      });
      ipcMain.on('refused', (_event, refused) => report(refused));
      startWorker(({ ipcRenderer, data }) => {
        const value = new Uint8Array(65536);
        ipcRenderer.sendSync('block');
        let refused = 0;
        // 256 MiB, if all of them were queued.
        for (let n = 0; n < 4096; n++) {
          try {
            ipcRenderer.send('x', value);
          } catch {
            refused++;
          }
        }
        Atomics.store(data, 0, 1);
        Atomics.notify(data, 0);
        const tell = () => {
          try {
            ipcRenderer.send('refused', refused);
          } catch {
            setImmediate(tell);
          }
        };
        tell();
      }, shared);
    });
    assert.ok(grown < 64 * 2 ** 20, `${grown} bytes`);
    assert.ok(told > 3800, `${told} refused`);
  });
});

describe('messages that wait for a renderer', () => {
  it('fault 83: what main sends to one that has not come yet is bounded, and arrives', async (t) => {
    ipcMain.setLimits({ queuedMessages: 5 });
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('x', (_event, n) => report(n));
    });
    for (let n = 1; n <= 5; n++) contents.send('x', n);
    const refused = { code: 'ERR_IPC_BACKPRESSURE', channel: 'x', peer: contents.id };
    assert.throws(() => contents.send('x', 6), { ...refused, account: 'queuedMessages' });
    assert.throws(() => contents.mainFrame.send('x', 6), refused);
    assert.throws(() => contents.postMessage('x', 6), refused);
    await assert.rejects(contents.executeJavaScript('6'), { code: refused.code });
    for (let n = 1; n <= 5; n++) assert.equal(await reported(), n);
    contents.send('x', 6);
    assert.equal(await reported(), 6);
  });

  it('fault 116: a port is not lost when its message finds no room, on either side', async (t) => {
    ipcMain.setLimits({ queuedMessages: 2 });
    const { port1, port2 } = new MessageChannelMain();
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('x', ({ ports: [port] }) => {
        if (port === undefined) return report('x');
        port.onmessage = ({ data }) => report(data);
      });
    });
    contents.send('x');
    contents.send('x');
    assert.throws(() => contents.postMessage('x', null, [port2]), { code: 'ERR_IPC_BACKPRESSURE' });
    assert.deepEqual([await reported(), await reported()], ['x', 'x']);
    contents.postMessage('x', null, [port2]);
    port1.postMessage('through the port');
    assert.equal(await reported(), 'through the port');
    port1.close();
  });
});

describe('open invokes', () => {
  it('fault 116: one more than the limit is refused until an answer was taken', async (t) => {
    ipcMain.setLimits({ pendingInvokes: 3 });
    const answers = [];
    const third = new Promise((resolve) => {
      ipcMain.handle('ask', () => {
        const answer = new Promise((settle) => answers.push(settle));
        if (answers.length === 3) resolve();
        return answer;
      });
    });
    const { contents, reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      const open = [1, 2, 3].map(() => ipcRenderer.invoke('ask'));
      const { code, account, channel, peer } = await ipcRenderer.invoke('ask').catch((e) => e);
      report({ code, account, channel, peer });
      report(await open[0]);
      report(await ipcRenderer.invoke('ask'));
    });
    assert.deepEqual(await reported(), {
      code: 'ERR_IPC_BACKPRESSURE',
      account: 'pendingInvokes',
      channel: 'ask',
      peer: contents.id,
    });
    await third;
    answers[0]('first');
    assert.equal(await reported(), 'first');
    while (answers.length < 4) await new Promise((resolve) => setImmediate(resolve));
    answers[3]('fourth');
    assert.equal(await reported(), 'fourth');
  });
});
