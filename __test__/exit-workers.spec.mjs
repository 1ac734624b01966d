// Law 4: a worker can always end. Faults 1, 9, 10 and 13 of the catalogue.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

/** How long an end may take from its cause, in milliseconds. */
const BOUND = 200;

/** Other work on the machine delays single ends, so the typical one counts. */
function assertTypical(t, times, what) {
  const text = `${times.map((time) => time.toFixed(1)).join(', ')} ms ${what}`;
  t.diagnostic(text);
  assert.ok(times.toSorted((one, other) => one - other)[times.length >> 1] < BOUND, text);
}

describe('a worker ends', () => {
  for (const workers of [1, 8]) {
    it(`fault 1, 10, 44: terminate() of ${workers} blocked in sendSync, each twice`, async (t) => {
      const { code, signal, stderr, reports } = await runInChild(
        ({ data: workers, report, require, startWorker }) => {
          const { once } = require('node:events');
          const { ipcMain, webContents } = require('ipcmain');
          let asked = [];
          const round = async () => {
            asked = [];
            const started = Array.from({ length: workers }, () =>
              startWorker(({ ipcRenderer, report }) => report(ipcRenderer.sendSync('block'))),
            );
            for (const worker of started) worker.on('message', () => report('returned'));
            const ended = started.map((worker) => once(worker, 'exit'));
            const destroyed = started.map((worker) =>
              once(webContents.fromWorker(worker), 'destroyed'),
            );
            const began = await new Promise((resolve) => {
              ipcMain.removeAllListeners('block').on('block', (event) => {
                asked.push(event);
                if (asked.length < workers) return;
                resolve(performance.now());
                // From inside the listener, and again (fault 10).
                for (const worker of started) void worker.terminate();
                for (const worker of started) void worker.terminate();
              });
            });
            await Promise.all(ended);
            report(performance.now() - began);
            await Promise.all(destroyed);
            for (const late of asked) late.returnValue = 'too late';
          };
          (async () => {
            for (let n = 0; n < 5; n++) await round();
            report([webContents.getAllWebContents().length, ipcMain.inspect().pendingRequests]);
          })();
        },
        { data: workers },
      );
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      assert.deepEqual(reports.pop(), [0, 0]);
      assert.equal(reports.length, 5);
      assertTypical(t, reports, "from terminate() to 'exit'");
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
    assert.equal(exitCode, 5);
    assertTypical(t, [took], "from cause to 'exit'");
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

  it('law 4: process.exit(7) in a worker ends that worker alone (fault 38)', async () => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain, webContents } = require('ipcmain');
        globalThis.never = new Promise(() => {});
        ipcMain.handle('x', () => never);
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
        const { once } = require('node:events');
        const { ipcMain, webContents } = require('ipcmain');
        const round = async () => {
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
          contents.ipc.on('up', (_event, n) => (ordered &&= n === received++));
          contents.ipc.on('block', () => {});
          const destroyed = once(contents, 'destroyed');
          await once(contents.ipc, 'ready');
          contents.send('go');
          Atomics.wait(flag, 0, 0, 10_000);
          for (let n = 0; n < 10_000; n++) contents.send('down', n);
          const { queued } = ipcMain.inspect();
          const began = performance.now();
          const exit = once(worker, 'exit');
          void worker.terminate();
          await exit;
          const took = performance.now() - began;
          await destroyed;
          report({ queued: queued.messages >= 10_000, received, ordered, took });
        };
        (async () => {
          for (let n = 0; n < 3; n++) await round();
        })();
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const [times, rest] = [[], []];
    for (const { took, ...round } of reports) {
      times.push(took);
      rest.push(round);
    }
    const expected = { queued: true, received: 10_000, ordered: true };
    assert.deepEqual(rest, [expected, expected, expected]);
    assertTypical(t, times, "from terminate() to 'exit'");
  });
});
