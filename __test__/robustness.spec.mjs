// Contract 18, cases 192, 284, 286 and 288: replies to a frame, and what a renderer leaves that ends in the
// middle of something.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** What is left of a renderer in main: nothing. */
function assertNothingLeft() {
  const { peers, pendingRequests, queued } = ipcMain.inspect();
  assert.deepEqual([peers, pendingRequests, queued], [[], 0, { messages: 0, bytes: 0 }]);
}

describe('the frame that sent', () => {
  it('192 is reached by event.reply and by event.senderFrame.send', async (t) => {
    ipcMain.on('ask', (event) => {
      event.reply('answer', 'reply');
      event.senderFrame.send('answer', 'senderFrame');
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('answer', (_event, by) => report(by));
      ipcRenderer.send('ask');
    });
    assert.deepEqual([await reported(), await reported()], ['reply', 'senderFrame']);
  });
});

describe('a renderer that is terminated', () => {
  const states = {
    'in the middle of an invoke': ({ ipcRenderer }) => void ipcRenderer.invoke('never'),
    'in the middle of a sendSync': ({ ipcRenderer }) => ipcRenderer.sendSync('never-sync'),
    'while ports are on their way': ({ ipcRenderer }) => {
      const { port1 } = new MessageChannel();
      ipcRenderer.postMessage('never-port', null, [port1]);
      ipcRenderer.on('stay', () => {});
    },
  };
  for (const [state, run] of Object.entries(states)) {
    it(`284 ${state} leaves nothing behind`, async (t) => {
      // Kept, so that the collector does not answer.
      const kept = [];
      const begun = new Promise((resolve) => {
        const keep = (event) => resolve(kept.push(event));
        ipcMain.on('never-sync', keep);
        ipcMain.on('never-port', keep);
        ipcMain.handle('never', (event) => {
          keep(event);
          return new Promise(() => {});
        });
      });
      const { worker, contents } = startRenderer(t, run);
      await begun;
      const destroyed = once(contents, 'destroyed');
      await worker.terminate();
      await destroyed;
      assertNothingLeft();
      assert.equal(kept.length, 1);
    });
  }

  for (const [state, run] of Object.entries(states)) {
    it(`284 ${state} lets the process end`, async () => {
      const { code, signal, stderr, reports } = await runInChild(
        using(({ require, report, startWorker }, run) => {
          const { ipcMain, webContents } = require('ipcmain');
          const worker = startWorker(run);
          globalThis.kept = [];
          const begun = (event) => {
            kept.push(event);
            for (const port of event.ports ?? []) {
              port.on('close', () => report('close'));
              port.start();
            }
            void worker.terminate();
            return new Promise(() => {});
          };
          webContents.fromWorker(worker).on('destroyed', () => report('destroyed'));
          ipcMain.on('never-sync', begun);
          ipcMain.on('never-port', begun);
          ipcMain.handle('never', begun);
        }, run),
      );
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      const expected = state === 'while ports are on their way' ? ['close'] : [];
      assert.deepEqual(reports.toSorted(), [...expected, 'destroyed']);
    });
  }

  it('288 with 10,000 open invokes leaves none of them (fault 87)', async (t) => {
    // Kept, so that the collector does not find out that nobody can answer.
    const events = [];
    const all = new Promise((resolve) => {
      ipcMain.handle('never', (event) => {
        if (events.push(event) === 10_000) resolve();
        return new Promise(() => {});
      });
    });
    const { worker, contents } = startRenderer(t, ({ ipcRenderer }) => {
      for (let n = 0; n < 10_000; n++) ipcRenderer.invoke('never', 'x'.repeat(100));
    });
    await all;
    assert.equal(ipcMain.inspect().pendingRequests, events.length);
    const destroyed = once(contents, 'destroyed');
    await worker.terminate();
    await destroyed;
    assertNothingLeft();
  });
});

describe('an unanswered request', () => {
  for (const method of ['sendSync', 'invoke']) {
    it(`286 ${method} does not keep main from ending`, async () => {
      const { code, signal, stderr, reports } = await runInChild(
        ({ report, require, startWorker, data }) => {
          const { ipcMain } = require('ipcmain');
          globalThis.kept = [];
          const keep = (event) => {
            kept.push(event);
            report('asked');
            worker.unref();
            return new Promise(() => {});
          };
          ipcMain.on('never', keep);
          ipcMain.handle('never', keep);
          const worker = startWorker(({ ipcRenderer, data }) => ipcRenderer[data]('never'), data);
        },
        { data: method },
      );
      assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['asked']]);
    });

    it(`286 ${method} does not keep main busy`, async () => {
      const { code, reports } = await runInChild(
        ({ report, require, startWorker, data }) => {
          const { ipcMain } = require('ipcmain');
          const { performance } = require('node:perf_hooks');
          const turns = () => performance.nodeTiming.uvMetricsInfo.loopCount;
          globalThis.kept = [];
          const keep = (event) => {
            kept.push(event);
            // Main has nothing to do but to wait for another thread.
            const before = turns();
            startWorker(() => {}).on('exit', () => {
              report(turns() - before);
              void worker.terminate();
            });
            return new Promise(() => {});
          };
          ipcMain.on('never', keep);
          ipcMain.handle('never', keep);
          const worker = startWorker(({ ipcRenderer, data }) => ipcRenderer[data]('never'), data);
        },
        { data: method },
      );
      assert.equal(code, 0);
      assert.ok(reports[0] < 100, `${reports[0]} turns of the event loop`);
    });
  }
});
