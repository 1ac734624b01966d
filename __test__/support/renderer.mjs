// Starts Workers, or processes, whose code is a function of the test file, and hears what they report.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { webContents } from 'ipcmain';
import { inProcesses, startProcess } from './renderer-process.mjs';

/** Why a test that shares memory with its renderer is skipped where that is a process. */
export const sharesMemory = inProcesses && 'the test shares memory with its renderer';

const main = fileURLToPath(new URL('renderer-main.cjs', import.meta.url));

/**
 * Starts a renderer and ends it with the test.
 *
 * `run` closes over nothing: it travels as text. It gets `{ ipcRenderer, report, data, require,
 * ipcmain }`; what it gives to `report` comes out of `reported()` here, in order.
 *
 * @param {import('node:test').TestContext} t
 * @param {(context: any) => unknown} run
 * @param {{ data?: unknown, claim?: boolean, options?: import('node:worker_threads').WorkerOptions }} [options]
 *   `data` is cloned to the renderer; `claim: false` leaves out `webContents.fromWorker`
 */
export function startRenderer(t, run, { data, claim = true, options } = {}) {
  const workerData = { source: String(run), data };
  const worker = inProcesses
    ? startProcess({ ...options, ...workerData })
    : new Worker(main, { ...options, workerData });
  const inbox = [];
  const waiting = [];
  let failure;

  worker.on('message', (value) => {
    const next = waiting.shift();
    if (next) next.resolve(value);
    else inbox.push(value);
  });
  const fail = (error) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the renderer has ended without reporting')));
  t.after(() => worker.terminate());

  return {
    worker,
    contents: claim ? (worker.contents ?? webContents.fromWorker(worker)) : undefined,
    /** The next value that the renderer reports; rejects when it fails or ends instead. */
    reported() {
      if (inbox.length > 0) return Promise.resolve(inbox.shift());
      if (failure) return Promise.reject(failure);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    /** Resolves when the thread has ended. */
    ended: once(worker, 'exit').then(([code]) => code),
  };
}
