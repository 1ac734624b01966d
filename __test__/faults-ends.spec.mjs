// Faults 11 to 59: threads that begin and end while others send to them, load the package or wait.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ipcMain, webContents } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { NOTHING, leftovers } from './support/cycles.mjs';
import { clearMain, never } from './support/main.mjs';
import { inProcesses } from './support/renderer-process.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const renderer = fileURLToPath(new URL('support/renderer-main.cjs', import.meta.url));

/** Keeps the thread busy for a moment: which one is what these tests are about. */
function busyFor(milliseconds) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('a Worker that is terminated', () => {
  it(
    'fault 11: at any moment of its start leaves nothing half registered',
    { timeout: 120_000 },
    async () => {
      const source = String(({ ipcRenderer }) => {
        ipcRenderer.on('x', () => {});
        ipcRenderer.send('here');
        void ipcRenderer.invoke('never');
      });
      ipcMain.handle('never', () => never);
      let came = 0;
      ipcMain.on('here', () => came++);
      const start = async () => {
        const worker = new Worker(renderer, { workerData: { source } });
        await once(worker, 'online');
        const contents = webContents.fromWorker(worker);
        contents.send('x');
        return { worker, contents, destroyed: once(contents, 'destroyed') };
      };
      // How long it takes to start is different for each machine.
      const { worker, contents, destroyed } = await start();
      const online = performance.now();
      await once(contents.ipc, 'here');
      const whole = performance.now() - online;
      void worker.terminate();
      await destroyed;
      came = 0;
      const rounds = 60;
      for (let round = 0; round < rounds; round++) {
        const started = await start();
        const moment = (round / rounds) * 2 * whole;
        await new Promise((resolve) => setTimeout(resolve, Math.floor(moment)));
        busyFor(moment % 1);
        void started.worker.terminate();
        await started.destroyed;
      }
      assert.deepEqual(leftovers(), NOTHING);
      assert.ok(came > 0 && came < rounds, `${came} of ${rounds} came so far`);
    },
  );

  it(
    'fault 33, 34, 35: while main and others send to it, costs nobody else anything',
    { timeout: 60_000 },
    async (t) => {
      const survivor = startRenderer(t, ({ ipcRenderer, report }) => {
        ipcRenderer.on('x', () => ipcRenderer.send('up'));
        ipcRenderer.on('end', () => report('alive'));
      });
      let up = 0;
      ipcMain.on('up', () => up++);
      for (let round = 0; round < 20; round++) {
        const { worker, contents } = startRenderer(t, ({ ipcRenderer }) => {
          ipcRenderer.on('x', () => {});
          ipcRenderer.send('ready');
          for (;;) ipcRenderer.send('up', new Uint8Array(3000));
        });
        await once(contents.ipc, 'ready');
        const destroyed = once(contents, 'destroyed');
        let gone = false;
        worker.once('exit', () => (gone = true));
        void worker.terminate();
        // Before, during and after the moment when its environment is torn down.
        while (!gone) {
          for (let n = 0; n < 50; n++) contents.send('x', new Uint8Array(3000));
          survivor.contents.send('x');
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (!contents.isDestroyed()) contents.send('x');
        await destroyed;
      }
      survivor.contents.send('end');
      assert.equal(await survivor.reported(), 'alive');
      assert.ok(up > 20);
    },
  );

  it(
    'fault 36: with thousands of answers on their way to it, leaves none of them',
    { skip: inProcesses && 'some of them have left main' },
    async (t) => {
      ipcMain.handle('ask', (_event, n) => [n, new Uint8Array(3000)]);
      const { worker, contents } = startRenderer(t, ({ ipcRenderer }) => {
        for (let n = 0; n < 5000; n++) void ipcRenderer.invoke('ask', n);
        ipcRenderer.send('asked');
        // Takes none of the answers.
        for (;;);
      });
      await once(contents.ipc, 'asked');
      const { queued } = ipcMain.inspect().peers.find(({ id }) => id === contents.id);
      assert.equal(queued.messages, 5000);
      const destroyed = once(contents, 'destroyed');
      void worker.terminate();
      await destroyed;
      assert.deepEqual(leftovers(), NOTHING);
    },
  );

  it('fault 35: is a main to which its renderers send without end', async () => {
    const reports = await reportsOf(
      ({ report, require, startWorker }) => {
        const { once } = require('node:events');
        const main = ({ ipcmain: { ipcMain }, report, require }) => {
          const { Worker } = require('node:worker_threads');
          ipcMain.on('up', () => {});
          ipcMain.on('ask', () => {});
          ipcMain.once('up', () => report('up'));
          const floods = ({ ipcRenderer }) => {
            for (;;) {
              ipcRenderer.send('up', new Uint8Array(3000));
              void ipcRenderer.invoke('none').catch(() => {});
            }
          };
          const asks = ({ ipcRenderer }) => ipcRenderer.sendSync('ask');
          for (const run of [floods, asks, floods]) {
            new Worker(require.resolve('./renderer-main.cjs'), {
              workerData: { source: String(run) },
            });
          }
        };
        (async () => {
          for (let round = 0; round < 4; round++) {
            const worker = startWorker(main);
            await once(worker, 'message');
            report(await worker.terminate());
          }
        })();
      },
      { deadline: 30_000 },
    );
    assert.deepEqual(reports, Array(4).fill(1));
  });

  it('fault 38: is one of ten, of which the others go on', async (t) => {
    ipcMain.handle('ask', (_event, n) => n + 1);
    const renderers = Array.from({ length: 10 }, () =>
      startRenderer(t, ({ ipcRenderer, report }) => {
        ipcRenderer.on('go', async (_event, n) => {
          report([await ipcRenderer.invoke('ask', n), ipcRenderer.sendSync('sync', n)]);
        });
        report('ready');
      }),
    );
    ipcMain.on('sync', (event, n) => (event.returnValue = n * 2));
    await Promise.all(renderers.map(({ reported }) => reported()));
    const [first, ...others] = renderers;
    const destroyed = once(first.contents, 'destroyed');
    void first.worker.terminate();
    await destroyed;
    for (const [n, { contents }] of others.entries()) contents.send('go', n);
    const answers = await Promise.all(others.map(({ reported }) => reported()));
    assert.deepEqual(
      answers,
      others.map((_, n) => [n + 1, n * 2]),
    );
  });
});

describe('the package', () => {
  it('fault 31: is being loaded in Workers when main exits', { timeout: 60_000 }, async () => {
    for (let delay = 0; delay < 30; delay += 3) {
      const { code, signal, stderr } = await runInChild(
        ({ data: delay, require, startWorker }) => {
          require('ipcmain');
          const workers = Array.from({ length: 4 }, () =>
            startWorker(({ ipcRenderer }) => ipcRenderer.on('x', () => {})),
          );
          // All of them load it at about the same time.
          workers.at(-1).once('online', () => setTimeout(() => process.exit(9), delay));
        },
        { data: delay },
      );
      assert.deepEqual([code, signal, stderr], [9, null, ''], `after ${delay} ms`);
    }
  });

  const everywhere = {
    'a Worker alone': { workers: 1, rounds: 1 },
    'main alone': { workers: 0, rounds: 1, main: true },
    'main and a Worker': { workers: 1, rounds: 1, main: true },
    'a Worker, and another after it': { workers: 1, rounds: 2 },
    'two Workers at a time': { workers: 2, rounds: 1 },
    '40 Workers at a time, none of them in main': { workers: 40, rounds: 1, fault: 59 },
  };
  for (const [where, { fault = 41, ...data }] of Object.entries(everywhere)) {
    it(`fault ${fault}: is loaded in ${where}, works and ends`, async () => {
      const { code, signal, stderr, reports } = await runInChild(
        ({ data: { workers, rounds, main }, report, require }) => {
          const { once } = require('node:events');
          const { Worker } = require('node:worker_threads');
          const file = require.resolve('ipcmain');
          const use = `
            const { ipcMain, ipcRenderer } = require(file);
            ipcMain.on('x', (event) => (event.returnValue = 'answer'));
            const answer = ipcRenderer.sendSync('x');
          `;
          const code = `
            const { parentPort, workerData: file } = require('node:worker_threads');
            ${use}
            parentPort.postMessage(answer);
          `;
          const inMain = () =>
            report(new Function('require', 'file', `${use} return answer`)(require, file));
          (async () => {
            for (let round = 0; round < rounds; round++) {
              const ended = Array.from({ length: workers }, async () => {
                const worker = new Worker(code, { eval: true, workerData: file });
                worker.on('message', report);
                await once(worker, 'exit');
              });
              await Promise.all(ended);
            }
            if (main) inMain();
          })();
        },
        { data, deadline: 20_000 },
      );
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      const times = data.workers * data.rounds + (data.main ? 1 : 0);
      assert.deepEqual(reports, Array(times).fill('answer'));
    });
  }

  it('fault 50: is one when it is found by way of a link, by require and by import', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ipcmain-link-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const link = join(folder, 'ipcmain');
    symlinkSync(fileURLToPath(new URL('..', import.meta.url)), link, 'junction');
    const reports = await reportsOf(
      async ({ data: link, report, require }) => {
        const { pathToFileURL } = require('node:url');
        const path = require('node:path');
        const one = require('ipcmain').ipcMain;
        const imported = await import(pathToFileURL(path.join(link, 'index.mjs')).href);
        report([one === require(link).ipcMain, one === imported.ipcMain]);
      },
      { data: link, execArgv: ['--preserve-symlinks'] },
    );
    assert.deepEqual(reports, [[true, true]]);
  });
});
