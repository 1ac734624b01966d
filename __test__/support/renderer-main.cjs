'use strict';

// What a renderer of the tests runs: a function of the test file, which travels as text.

const worker = require('node:worker_threads');
const ipcmain = require('ipcmain');

const { source, data } = worker.workerData;
const report = (value) => worker.parentPort.postMessage(value);

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
