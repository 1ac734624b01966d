// Law 4: the process can always end. Faults 2 to 7, 12 and 14 of the catalogue.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

/** How long an end may take from its cause, in milliseconds. */
const BOUND = 200;

/** With many threads, most of the time is Node's own: it takes them down one after the other. This only tells an end from none. */
const BOUND_FOR_MANY = 20_000;

/** What main does once all workers are blocked, and how the process must end. */
const causes = [
  { fault: 2, cause: 'process.exit(3)', code: 3 },
  { fault: 3, cause: 'an uncaught exception', code: 1, stderr: /Error: thrown on purpose\n/g },
  { fault: 4, cause: 'an unhandled rejection', code: 1, stderr: /Error: rejected on purpose\n/g },
  { fault: 5, cause: 'process.reallyExit(4)', code: 4 },
  { fault: 6, cause: 'its natural end with unref’d workers', code: 0 },
  { fault: 7, cause: 'SIGTERM with a handler', code: 5 },
  { fault: 14, cause: 'process.exit(6) in the listener that the worker waits for', code: 6 },
  {
    fault: 66,
    cause: 'an exception in that listener',
    code: 1,
    stderr: /Error: thrown in listener\n/g,
  },
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
  for (const workers of [1, 8, 50]) {
    for (const { fault, cause, code, stderr } of causes) {
      it(`law 4: ${workers} blocked, ${cause} (fault ${fault})`, async (t) => {
        const times = [];
        // Other work on the machine delays single ends, so the typical one counts.
        for (let run = 0; run < (workers === 1 ? 3 : 1); run++) {
          const child = await runInChild(endWhileBlocked, {
            data: { cause, workers },
            // Fifty take a while to start.
            deadline: 60_000,
          });
          times.push(Date.now() - child.reports[0]);
          assert.equal(child.signal, null);
          assert.equal(child.code, code);
          assert.equal(child.reports.length, 1, 'no sendSync has returned');
          if (stderr === undefined) assert.equal(child.stderr, '');
          else assert.equal(child.stderr.match(stderr)?.length, 1, child.stderr);
        }
        t.diagnostic(`${times.join(', ')} ms from cause to close`);
        const typical = times.toSorted((one, other) => one - other)[times.length >> 1];
        assert.ok(typical < (workers === 1 ? BOUND : BOUND_FOR_MANY), `${times.join(', ')} ms`);
      });
    }
  }

  it("law 4: process.exit() with a sendSync that comes during main's 'exit' (fault 12)", async (t) => {
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
