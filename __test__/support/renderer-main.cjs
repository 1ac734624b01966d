'use strict';

// What a renderer of the tests runs: a function of the test file, which travels as text.

const { readFileSync } = require('node:fs');
const { deserialize } = require('node:v8');
const worker = require('node:worker_threads');
const ipcmain = require('ipcmain');

const file = process.env.IPCMAIN_TEST_RENDERER;
const isProcess = worker.isMainThread && file !== undefined;
const { source, data } = isProcess ? deserialize(readFileSync(file)) : worker.workerData;
const report = isProcess
  ? (value) => process.send({ report: value })
  : (value) => worker.parentPort.postMessage(value);

// As the thread that started a Worker hears of what nobody in it has caught.
if (isProcess) {
  process.on('uncaughtExceptionMonitor', (error) => {
    if (process.listenerCount('uncaughtException') === 0) process.send({ error });
  });
}

const context = {
  data,
  report,
  require,
  ipcmain,
  // A getter: reading it attaches the thread.
  get ipcRenderer() {
    return ipcmain.ipcRenderer;
  },
};

(0, eval)(`(${source})`)(context);
