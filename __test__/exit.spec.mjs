// Law 4: the process and its threads can always end. Faults 1 to 14 of the catalogue.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

/** How long an end may take from its cause, in milliseconds. */
const BOUND = 200;

/** With many threads, most of the time is Node's own: it takes them down one after the other. */
const BOUND_FOR_MANY = 1_000;

/** What main does once all workers are blocked, and how the process must end. */
const causes = [
  { cause: 'process.exit(3)', code: 3 },
  { cause: 'an uncaught exception', code: 1, stderr: /Error: thrown on purpose\n/g },
  { cause: 'an unhandled rejection', code: 1, stderr: /Error: rejected on purpose\n/g },
  { cause: 'process.reallyExit(4)', code: 4 },
  { cause: 'its natural end with unref’d workers', code: 0 },
  { cause: 'SIGTERM with a handler', code: 5 },
  { cause: 'process.exit(6) in the listener that the worker waits for', code: 6 },
  { cause: 'an exception in that listener', code: 1, stderr: /Error: thrown in listener\n/g },
];

/** The child: `data.workers` workers block in sendSync, then main ends in one of the ways. */
function endWhileBlocked({ data: { cause, workers }, report, require, startWorker }) {
  const { ipcMain } = require('ipcmain');
  const asked = [];
  const end = () => {
    report(Date.now());
    if (cause === 'process.exit(3)') process.exit(3);
    if (cause === 'an uncaught exception') throw new Error('thrown on purpose');
    if (cause === 'an unhandled rejection') void Promise.reject(new Error('rejected on purpose'));
    if (cause === 'process.reallyExit(4)') process.reallyExit(4);
    if (cause === 'SIGTERM with a handler') process.kill(process.pid, 'SIGTERM');
    if (cause.startsWith('its natural end')) for (const worker of started) worker.unref();
  };
  process.on('SIGTERM', () => process.exit(5));
  ipcMain.on('block', (event) => {
    // Kept, so that nothing is answered because the event was collected.
    asked.push(event);
    if (asked.length < workers) return;
    if (cause.startsWith('process.exit(6)')) {
      report(Date.now());
      process.exit(6);
    }
    if (cause.startsWith('an exception in that')) {
      report(Date.now());
      throw new Error('thrown in listener');
    }
    setImmediate(end);
  });
  const started = Array.from({ length: workers }, () =>
    startWorker(({ ipcRenderer, report }) => report(['returned', ipcRenderer.sendSync('block')])),
  );
  for (const worker of started) worker.on('message', report);
}

describe('the process ends while workers are blocked in sendSync', () => {
  for (const workers of [1, 8]) {
    for (const { cause, code, stderr } of causes) {
      it(`law 4: ${workers} blocked, ${cause}`, async (t) => {
        const child = await runInChild(endWhileBlocked, { data: { cause, workers } });
        const took = Date.now() - child.reports[0];
        t.diagnostic(`${took} ms from cause to close`);
        assert.equal(child.signal, null);
        assert.equal(child.code, code);
        assert.equal(child.reports.length, 1, 'no sendSync has returned');
        if (stderr === undefined) assert.equal(child.stderr, '');
        else assert.equal(child.stderr.match(stderr)?.length, 1, child.stderr);
        assert.ok(
          took < (workers === 1 ? BOUND : BOUND_FOR_MANY),
          `${took} ms from cause to close`,
        );
      });
    }
  }

  it("law 4: process.exit() with a sendSync that comes during main's 'exit'", async (t) => {
    const child = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const worker = startWorker(({ ipcRenderer, require, data: flag }) => {
        const { parentPort } = require('node:worker_threads');
        ipcRenderer.sendSync('ready');
        Atomics.wait(flag, 0, 0);
        Atomics.store(flag, 0, 2);
        Atomics.notify(flag, 0);
        parentPort.postMessage(ipcRenderer.sendSync('block'));
      }, flag);
      worker.on('message', report);
      ipcMain.on('local', (event) => (event.returnValue = 'inline'));
      ipcMain.on('ready', (event) => {
        event.returnValue = null;
        setImmediate(() => {
          report(Date.now());
          process.exit(3);
        });
      });
      process.on('exit', () => {
        Atomics.store(flag, 0, 1);
        Atomics.notify(flag, 0);
        Atomics.wait(flag, 0, 1, 5_000);
        report(ipcRenderer.sendSync('local'));
      });
    });
    const took = Date.now() - child.reports[0];
    t.diagnostic(`${took} ms from cause to close`);
    assert.deepEqual([child.code, child.signal, child.stderr], [3, null, '']);
    assert.deepEqual(child.reports.slice(1), ['inline']);
    assert.ok(took < BOUND, `${took} ms from cause to close`);
  });
});

describe('a worker ends', () => {
  for (const workers of [1, 8]) {
    it(`law 4: terminate() of ${workers} blocked in sendSync, each twice`, async (t) => {
      const { code, signal, stderr, reports } = await runInChild(
        ({ data: workers, report, require, startWorker }) => {
          const { ipcMain, webContents } = require('ipcmain');
          const asked = [];
          const started = Array.from({ length: workers }, () =>
            startWorker(({ ipcRenderer }) => ipcRenderer.sendSync('block')),
          );
          const ended = started.map(
            (worker) => new Promise((resolve) => worker.once('exit', resolve)),
          );
          const destroyed = started.map(
            (worker) =>
              new Promise((resolve) => webContents.fromWorker(worker).once('destroyed', resolve)),
          );
          ipcMain.on('block', async (event) => {
            asked.push(event);
            if (asked.length < workers) return;
            const began = performance.now();
            // From inside the listener, and again (fault 10).
            for (const worker of started) void worker.terminate();
            const codes = await Promise.all(started.map((worker) => worker.terminate()));
            await Promise.all(ended);
            report(performance.now() - began);
            await Promise.all(destroyed);
            for (const late of asked) late.returnValue = 'too late';
            report([codes.length, webContents.getAllWebContents().length]);
            report(ipcMain.inspect().pendingRequests);
          });
        },
        { data: workers },
      );
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      const [took, ...rest] = reports;
      t.diagnostic(`${took.toFixed(1)} ms from terminate() to 'exit'`);
      assert.deepEqual(rest, [[workers, 0], 0]);
      assert.ok(took < BOUND, `${took} ms`);
    });
  }

  it('fault 9: a middle worker calls process.exit(5) while its own worker is blocked in sendSync to main', async (t) => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain } = require('ipcmain');
        let began;
        let middle;
        ipcMain.on('middle', (event) => (middle = event.sender));
        ipcMain.on('block', (event) => {
          setImmediate(() => {
            began = performance.now();
            middle.send('exit', 5);
            void event;
          });
        });
        const worker = startWorker(({ ipcRenderer, require }) => {
          const { Worker } = require('node:worker_threads');
          ipcRenderer.on('exit', (_event, code) => process.exit(code));
          ipcRenderer.send('middle');
          const run = ({ ipcRenderer }) => ipcRenderer.sendSync('block');
          new Worker(require.resolve('./renderer-main.cjs'), {
            workerData: { source: String(run) },
          });
        });
        worker.once('exit', (code) => report([code, performance.now() - began]));
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const [[exitCode, took]] = reports;
    t.diagnostic(`${took.toFixed(1)} ms from cause to 'exit'`);
    assert.equal(exitCode, 5);
    assert.ok(took < BOUND, `${took} ms`);
  });

  it('fault 9: a middle worker that is the main of the blocked one calls process.exit(5) in its listener', async () => {
    const { code, signal, stderr, reports } = await runInChild(({ report, startWorker }) => {
      const worker = startWorker(({ ipcmain: { ipcMain }, require }) => {
        const { Worker } = require('node:worker_threads');
        ipcMain.on('block', () => process.exit(5));
        const run = ({ ipcRenderer }) => ipcRenderer.sendSync('block');
        new Worker(require.resolve('./renderer-main.cjs'), { workerData: { source: String(run) } });
      });
      worker.once('exit', report);
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', [5]]);
  });

  it('law 4: process.exit(7) in a worker ends that worker alone', async () => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain, webContents } = require('ipcmain');
        ipcMain.handle('x', () => new Promise(() => {}));
        ipcMain.handle('survivor', () => 'answer');
        const survivor = startWorker(({ ipcRenderer }) => {
          ipcRenderer.once('ask', async () => {
            ipcRenderer.send('answered', await ipcRenderer.invoke('survivor'));
          });
        });
        ipcMain.on('answered', (_event, answer) => report(answer));
        const worker = startWorker(({ ipcRenderer }) => {
          ipcRenderer.on('x', () => {});
          void ipcRenderer.invoke('x');
          ipcRenderer.send('last');
          process.exit(7);
        });
        ipcMain.on('last', () => report('last'));
        const destroyed = new Promise((resolve) => {
          webContents.fromWorker(worker).once('destroyed', () => {
            report('destroyed');
            resolve();
          });
        });
        worker.once('exit', async (code) => {
          await destroyed;
          report(code);
          webContents.fromWorker(survivor).send('ask');
        });
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, ['last', 'destroyed', 7, 'answer']);
  });

  it('fault 13: a sendSync in a worker’s own "exit" handler is answered', async () => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain } = require('ipcmain');
        ipcMain.on('x', (event) => (event.returnValue = 'answer'));
        ipcMain.on('got', (_event, answer) => report(answer));
        const worker = startWorker(({ ipcRenderer }) => {
          process.on('exit', () => ipcRenderer.send('got', ipcRenderer.sendSync('x')));
        });
        worker.once('exit', report);
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports.toSorted(), [0, 'answer']);
  });

  it('law 4: terminate() with 10,000 messages queued in each direction', async (t) => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain, webContents } = require('ipcmain');
        const flag = new Int32Array(new SharedArrayBuffer(4));
        const worker = startWorker(({ ipcRenderer, data: flag }) => {
          ipcRenderer.on('down', () => {});
          ipcRenderer.once('go', () => {
            for (let n = 0; n < 10_000; n++) ipcRenderer.send('up', n);
            Atomics.store(flag, 0, 1);
            Atomics.notify(flag, 0);
            ipcRenderer.sendSync('block');
          });
          ipcRenderer.send('ready');
        }, flag);
        const contents = webContents.fromWorker(worker);
        let received = 0;
        let ordered = true;
        ipcMain.on('up', (_event, n) => (ordered &&= n === received++));
        ipcMain.on('block', () => {});
        contents.once('destroyed', () => report([received, ordered]));
        ipcMain.on('ready', () => {
          contents.send('go');
          Atomics.wait(flag, 0, 0, 10_000);
          for (let n = 0; n < 10_000; n++) contents.send('down', n);
          const { queued } = ipcMain.inspect();
          const began = performance.now();
          worker.once('exit', () => report({ took: performance.now() - began, queued }));
          void worker.terminate();
        });
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const { took, queued } = reports.find((value) => value.took !== undefined);
    t.diagnostic(`${took.toFixed(1)} ms from terminate() to 'exit'`);
    assert.ok(queued.messages >= 10_000, `${queued.messages} were queued for main`);
    assert.deepEqual(
      reports.find((value) => Array.isArray(value)),
      [10_000, true],
    );
    assert.ok(took < BOUND, `${took} ms`);
  });
});
