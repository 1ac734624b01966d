// Faults 27, 116 and 120: memory, and what else a process has of the system.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const skip = process.platform !== 'linux' && '/proc is looked at';

describe('memory', () => {
  it(
    'fault 27: a renderer that has too little for what main sends ends, and main goes on',
    { timeout: 60_000 },
    async (t) => {
      const renderer = startRenderer(
        t,
        ({ ipcRenderer }) => {
          const kept = [];
          ipcRenderer.on('x', (_event, value) => kept.push(value));
        },
        {
          options: { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 } },
        },
      );
      // What its Worker tells main.
      const failed = once(renderer.worker, 'error');
      renderer.ended.catch(() => {});
      const gone = once(renderer.contents, 'render-process-gone');
      const destroyed = once(renderer.contents, 'destroyed');
      const value = Array.from({ length: 20_000 }, (_, n) => ({ n, name: `name ${n}` }));
      for (let n = 0; n < 60; n++) renderer.contents.send('x', value);
      assert.equal((await failed)[0].code, 'ERR_WORKER_OUT_OF_MEMORY');
      assert.equal((await gone)[1].reason, 'oom');
      await destroyed;
      const { queued, peers } = ipcMain.inspect();
      assert.deepEqual([queued, peers], [{ messages: 0, bytes: 0 }, []]);
      ipcMain.on('ask', (event) => (event.returnValue = 'answer'));
      const { reported } = startRenderer(t, ({ ipcRenderer, report }) =>
        report(ipcRenderer.sendSync('ask')),
      );
      assert.equal(await reported(), 'answer');
    },
  );

  it('fault 116: a main that is blocked for 10 s while two renderers flood has no more than the limits say', async (t) => {
    const limit = 32 * 2 ** 20;
    const [before, after, ...told] = await reportsOf(
      ({ data: limit, report, require, startWorker }) => {
        const { ipcMain } = require('ipcmain');
        ipcMain.setLimits({ queuedBytes: limit });
        const over = new Int32Array(new SharedArrayBuffer(4));
        const floods = ({ ipcRenderer, data: over }) => {
          const value = new Uint8Array(64 * 1024);
          const outcome = { sent: 0, refused: 0 };
          const send = (...args) => {
            try {
              ipcRenderer.send(...args);
              return true;
            } catch (error) {
              if (error.code !== 'ERR_IPC_BACKPRESSURE') throw error;
              return false;
            }
          };
          ipcRenderer.sendSync('ready');
          while (Atomics.load(over, 0) === 0) {
            if (send('x', value)) outcome.sent++;
            else outcome.refused++;
          }
          const end = () => send('end', outcome) || setImmediate(end);
          end();
        };
        const received = new Map();
        ipcMain.on('x', ({ sender }) => received.set(sender, (received.get(sender) ?? 0) + 1));
        ipcMain.on('end', ({ sender }, outcome) =>
          report({ ...outcome, received: received.get(sender) }),
        );
        const ready = [];
        ipcMain.on('ready', (event) => {
          if (ready.push(event) < 2) return;
          report(process.memoryUsage().rss);
          for (const one of ready) one.returnValue = null;
          const nothing = new Int32Array(new SharedArrayBuffer(4));
          Atomics.wait(nothing, 0, 0, 10_000);
          report(process.memoryUsage().rss);
          Atomics.store(over, 0, 1);
        });
        for (let n = 0; n < 2; n++) startWorker(floods, over);
      },
      { data: limit, deadline: 40_000 },
    );
    assert.equal(told.length, 2);
    for (const { sent, refused, received } of told) {
      assert.equal(received, sent, 'what was sent has arrived');
      assert.ok(refused > 1000, `${refused} refused`);
      assert.ok(sent * 65536 > limit / 2, `${sent} sent`);
    }
    const grown = Math.round((after - before) / 2 ** 20);
    t.diagnostic(`${grown} MiB more, ${told.map(({ refused }) => refused).join(' and ')} refused`);
    // Two renderers have a limit each; their own heaps, with an error for each refusal, are in this process too.
    assert.ok(grown < 1.2 * 64 + 64, `${grown} MiB`);
  });
});

describe('what a process has of the system', () => {
  it(
    'fault 120: is the same after 60 renderers of every kind as it was before them',
    { skip, timeout: 180_000 },
    async () => {
      const [before, after] = await reportsOf(
        async ({ data: cycles, report, require }) => {
          const { readdirSync } = require('node:fs');
          const { cycleKinds, cycle, serveCycles } = await import(cycles);
          serveCycles();
          const all = async (times) => {
            for (let n = 0; n < times; n++) for (const kind of cycleKinds) await cycle(kind);
          };
          const has = async () => {
            // Threads and files of the last one go in the turns after its end.
            for (let turn = 0; turn < 20; turn++)
              await new Promise((resolve) => setImmediate(resolve));
            return {
              resources: process.getActiveResourcesInfo().toSorted(),
              files: readdirSync('/proc/self/fd').length,
              threads: readdirSync('/proc/self/task').length,
            };
          };
          await all(2);
          report(await has());
          await all(9);
          report(await has());
        },
        { data: new URL('support/cycles.mjs', import.meta.url).href, deadline: 150_000 },
      );
      assert.deepEqual(after, before);
      assert.ok(before.files > 0 && before.threads > 1);
    },
  );
});
