'use strict';

// What a child process of the tests runs: a function of the test file, which travels as text.

const { Worker } = require('node:worker_threads');
const path = require('node:path');
const { source, data, deadline } = JSON.parse(process.env.IPCMAIN_TEST_CHILD);
delete process.env.IPCMAIN_TEST_CHILD;

// The parent kills it at the deadline; this is for when the parent is gone.
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2 * deadline).unref();

const context = {
  data,
  require,
  /** Prints one value as a line of JSON; the parent gets them all. */
  report: (value) => require('node:fs').writeSync(1, `${JSON.stringify(value)}\n`),
  /** Starts a Worker that runs a function, as the parent's own `startRenderer` does. */
  startWorker: (run, workerData) =>
    new Worker(path.join(__dirname, 'renderer-main.cjs'), {
      workerData: { source: String(run), data: workerData },
    }),
};

(0, eval)(`(${source})`)(context);
