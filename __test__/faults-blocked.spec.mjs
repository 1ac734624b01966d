// Faults 10 to 32 of threads that wait for one another: whatever disturbs a sendSync, it gives its own answer, and
// holds nobody else up.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const windows = process.platform === 'win32' && 'Windows has no such signals';

describe('a blocked renderer', () => {
  it("fault 10: its Worker is terminated again in its own 'exit' handler", async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      let asked;
      const worker = startWorker(({ ipcRenderer }) => ipcRenderer.sendSync('block'));
      worker.once('exit', async (code) => report([code, (await worker.terminate()) ?? 'again']));
      ipcMain.on('block', (event) => {
        asked = event;
        void worker.terminate();
      });
      process.on('exit', () => report(asked.sender.isDestroyed()));
    });
    assert.deepEqual(reports, [[1, 'again'], true]);
  });

  it(
    'fault 15: a main in an endless loop dies by a signal, though a renderer waits for it',
    { skip: windows },
    async () => {
      const { signal, reports } = await runInChild(({ report, require, startWorker }) => {
        const { spawn } = require('node:child_process');
        const { ipcMain } = require('ipcmain');
        ipcMain.on('block', () => {
          report('blocked');
          spawn('kill', ['-TERM', String(process.pid)]);
          for (;;);
        });
        startWorker(({ ipcRenderer }) => ipcRenderer.sendSync('block'));
      });
      assert.deepEqual([signal, reports], ['SIGTERM', ['blocked']]);
    },
  );

  it('fault 17: an answer may wait for what only another renderer sends, synchronously too', async (t) => {
    const fromB = new Promise((resolve) => {
      ipcMain.on('b', (event, value) => {
        event.returnValue = 'thanks';
        resolve(value);
      });
    });
    let start;
    ipcMain.on('a', async (event) => {
      start.send('go');
      event.returnValue = await fromB;
    });
    const b = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('go', () => report(ipcRenderer.sendSync('b', 'from b')));
      report('ready');
    });
    start = b.contents;
    assert.equal(await b.reported(), 'ready');
    const a = startRenderer(t, ({ ipcRenderer, report }) => report(ipcRenderer.sendSync('a')));
    assert.deepEqual([await a.reported(), await b.reported()], ['from b', 'thanks']);
  });

  it('fault 19: does not need Atomics.wait, which some threads may not use', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('ask', (event) => setTimeout(() => (event.returnValue = 'answer'), 5));
      ipcMain.on('got', (_event, ...args) => report(args));
      startWorker(({ ipcRenderer }) => {
        Atomics.wait = () => {
          throw new TypeError('Atomics.wait cannot be called in this context');
        };
        ipcRenderer.send('got', ipcRenderer.sendSync('ask'));
      });
    });
    assert.deepEqual(reports, [['answer']]);
  });

  it('fault 21: the process is stopped and goes on', { skip: windows }, async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { spawn } = require('node:child_process');
      const { ipcMain } = require('ipcmain');
      ipcMain.on('ask', (event) => {
        const script = 'kill -STOP $0 && sleep 0.3 && kill -CONT $0';
        spawn('sh', ['-c', script, String(process.pid)]).on('exit', (code) => {
          event.returnValue = code;
        });
      });
      ipcMain.on('got', (_event, ...args) => report(args));
      startWorker(({ ipcRenderer }) => ipcRenderer.send('got', ipcRenderer.sendSync('ask')));
    });
    assert.deepEqual(reports, [[0]]);
  });

  it('fault 23: a clock that jumps by a year changes neither answers nor order', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const jump = () => {
        const { now } = Date;
        let sign = 1;
        Date.now = () => now() + (sign = -sign) * 365 * 86_400_000;
        return { now: Date.now };
      };
      jump();
      const { ipcMain } = require('ipcmain');
      const seen = [];
      ipcMain.on('ask', (event, n) => {
        seen.push(n);
        event.returnValue = n;
      });
      ipcMain.handle('ask', (_event, n) => seen.push(n));
      ipcMain.on('wrong', (_event, wrong) => report([wrong, seen.every((n, at) => n === at)]));
      const jumping = async ({ ipcRenderer }, jump) => {
        jump();
        const wrong = [];
        for (let n = 0; n < 1000; n += 2) {
          if (ipcRenderer.sendSync('ask', n) !== n) wrong.push(n);
          if ((await ipcRenderer.invoke('ask', n + 1)) !== n + 2) wrong.push(n + 1);
        }
        ipcRenderer.send('wrong', wrong);
      };
      startWorker({ toString: () => `(context) => (${jumping})(context, ${jump})` });
    });
    assert.deepEqual(reports, [[[], true]]);
  });

  it('fault 24: a storm of signals ends no wait', { skip: windows }, async () => {
    const [wrong, signals] = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      let signals = 0;
      process.on('SIGUSR2', () => signals++);
      const storm = startWorker(() => {
        const pause = new Int32Array(new SharedArrayBuffer(4));
        for (;;) {
          process.kill(process.pid, 'SIGUSR2');
          Atomics.wait(pause, 0, 0, 1);
        }
      });
      // Late, so that the renderer has gone to sleep.
      ipcMain.on('ask', (event, n) => setTimeout(() => (event.returnValue = n), 3));
      ipcMain.on('wrong', (_event, wrong) => {
        report(wrong);
        report(signals);
        void storm.terminate();
      });
      startWorker(({ ipcRenderer }) => {
        const wrong = [];
        for (let n = 0; n < 100; n++) if (ipcRenderer.sendSync('ask', n) !== n) wrong.push(n);
        ipcRenderer.send('wrong', wrong);
      });
    });
    assert.deepEqual(wrong, []);
    assert.ok(signals > 50, `${signals} signals`);
  });

  it('fault 69: while a listener awaits before it answers, others are answered', async (t) => {
    let answerFirst;
    ipcMain.on('slow', async (event) => {
      await new Promise((resolve) => (answerFirst = resolve));
      event.returnValue = 'late';
    });
    ipcMain.on('quick', (event) => (event.returnValue = 'at once'));
    const ask = ({ ipcRenderer, report, data }) => report(ipcRenderer.sendSync(data));
    const slow = startRenderer(t, ask, { data: 'slow' });
    const quick = startRenderer(t, ask, { data: 'quick' });
    assert.equal(await quick.reported(), 'at once');
    while (answerFirst === undefined) await new Promise((resolve) => setImmediate(resolve));
    answerFirst();
    assert.equal(await slow.reported(), 'late');
  });

  it('fault 88: main sends to it in a listener, and it asks again when it hears that', async (t) => {
    const order = [];
    ipcMain.on('first', (event) => {
      event.sender.send('note');
      order.push('first');
      event.returnValue = 1;
    });
    ipcMain.on('second', (event) => {
      order.push('second');
      event.sender.send('end');
      event.returnValue = 2;
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const answers = [];
      ipcRenderer.on('note', () => answers.push(ipcRenderer.sendSync('second')));
      ipcRenderer.on('end', () => report(answers));
      answers.push(ipcRenderer.sendSync('first'));
    });
    assert.deepEqual(await reported(), [1, 2]);
    assert.deepEqual(order, ['first', 'second']);
  });

  it('fault 32: 64 of them are terminated at once', async () => {
    const reports = await reportsOf(
      ({ report, require, startWorker }) => {
        const { ipcMain, webContents } = require('ipcmain');
        const events = [];
        ipcMain.on('block', (event) => {
          if (events.push(event) < 64) return;
          for (const worker of workers) void worker.terminate();
        });
        const codes = [];
        const workers = Array.from({ length: 64 }, () =>
          startWorker(({ ipcRenderer }) => ipcRenderer.sendSync('block')),
        );
        for (const worker of workers) worker.on('exit', (code) => codes.push(code));
        process.on('exit', () => {
          const { peers, pendingRequests } = ipcMain.inspect();
          report([codes.length, [...new Set(codes)], peers.length, pendingRequests]);
          report(webContents.getAllWebContents().length);
        });
      },
      { deadline: 30_000 },
    );
    assert.deepEqual(reports, [[64, [1], 0, 0], 0]);
  });
});
