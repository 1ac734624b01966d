'use strict';

// One cell of the exit matrix: brings workers into a state, then has the process end by a cause.
//   IPCMAIN_EXIT_CASE='{"cause":…,"state":…,"seed":…}' node ci/exit-matrix-case.cjs
// It prints one line when the state is reached, just before the cause, as JSON.

const { writeSync } = require('node:fs');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { ipcMain, ipcRenderer, webContents } = require('..');
const { randomNumbers } = require('../__test__/support/random.cjs');

const QUEUED = 10_000;
const PAYLOAD = 64 * 2 ** 20;

/** What a worker does; `flag` is memory that it shares with main. */
const workers = {
  idle() {
    ipcRenderer.on('down', () => {});
    ipcRenderer.send('reached');
  },
  blocked() {
    ipcRenderer.sendSync('block');
  },
  queued({ flag }) {
    ipcRenderer.on('down', () => {});
    ipcRenderer.once('go', () => {
      for (let n = 0; n < QUEUED; n++) ipcRenderer.send('up', n);
      raise(flag);
      // Takes nothing of what main sends meanwhile.
      Atomics.wait(flag, 0, 1);
    });
    ipcRenderer.send('ready');
  },
  sends({ flag }) {
    const payload = new Uint8Array(PAYLOAD);
    ipcRenderer.send('ready');
    for (;;) {
      raise(flag);
      // Main has ended, or takes too little: both are not what this is about.
      try {
        ipcRenderer.send('up', payload);
      } catch (error) {
        if (error.code !== 'ERR_IPC_BACKPRESSURE') return;
      }
    }
  },
  receives({ flag }) {
    ipcRenderer.on('down', () => raise(flag));
    ipcRenderer.send('ready');
  },
  nested({ inner }) {
    // Kept by its listener, as what a worker of its own needs to be asked.
    ipcRenderer.on('down', () => {});
    start(inner);
  },
  ofItsOwn() {
    // Is the main of the blocked worker.
    ipcMain.on('block', (event) => {
      kept.push(event);
      ipcRenderer.send('reached');
    });
    ipcRenderer.on('down', () => {});
    start('blocked');
  },
  ports() {
    const channels = Array.from({ length: 20 }, () => new MessageChannel());
    kept.push(channels);
    for (const { port1, port2 } of channels) {
      ipcRenderer.postMessage('port', null, [port1]);
      port2.on('message', () => port2.postMessage('again'));
      port2.postMessage('first');
    }
    ipcRenderer.send('reached');
  },
};

/** How main brings its workers into each state; resolves when they are. */
const states = {
  async idle({ count }) {
    const started = startAll('idle', count);
    await heard('reached', count);
    return started;
  },
  async blocked({ count }) {
    const started = startAll('blocked', count);
    await heard('block', count);
    return started;
  },
  async queued() {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const started = [start('queued', { flag })];
    await heard('ready', 1);
    const contents = webContents.fromWorker(started[0]);
    contents.send('go');
    Atomics.wait(flag, 0, 0);
    for (let n = 0; n < QUEUED; n++) contents.send('down', n);
    const { peers, queued } = ipcMain.inspect();
    if (queued.messages < QUEUED || peers[0].queued.messages < QUEUED) {
      throw new Error(`Only ${queued.messages} and ${peers[0].queued.messages} are queued`);
    }
    return started;
  },
  async payload({ random }) {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    if (random() < 0.5) {
      const started = [start('sends', { flag })];
      await heard('ready', 1);
      Atomics.wait(flag, 0, 0);
      return started;
    }
    const started = [start('receives', { flag })];
    await heard('ready', 1);
    const contents = webContents.fromWorker(started[0]);
    const payload = new Uint8Array(PAYLOAD);
    for (let n = 0; n < 3; n++) contents.send('down', payload);
    // The first has come; the next is being read.
    Atomics.wait(flag, 0, 0);
    return started;
  },
  async nested({ random }) {
    const isOwnMain = random() < 0.5;
    const started = [isOwnMain ? start('ofItsOwn') : start('nested', { inner: 'blocked' })];
    await heard(isOwnMain ? 'reached' : 'block', 1);
    return started;
  },
  async ports({ count }) {
    ipcMain.on('port', ({ ports: [port] }) => {
      kept.push(port);
      port.on('message', () => port.postMessage('and back'));
      port.start();
    });
    const started = startAll('ports', count);
    await heard('reached', count);
    return started;
  },
};

/** How the process is made to end. */
const causes = {
  exit: () => process.exit(3),
  throw() {
    throw new Error('thrown on purpose');
  },
  reject: () => void Promise.reject(new Error('rejected on purpose')),
  reallyExit: () => process.reallyExit(4),
  natural(started) {
    for (const worker of started) worker.unref();
  },
  SIGTERM() {
    process.on('SIGTERM', () => process.exit(5));
    process.kill(process.pid, 'SIGTERM');
  },
  terminate(started) {
    for (const worker of started) void worker.terminate();
    // All of them are told to main, also those that its workers have started.
    process.on('exit', () => {
      const left = webContents.getAllWebContents().length + ipcMain.inspect().peers.length;
      process.exitCode = left === 0 ? 6 : 7;
    });
  },
};

/** From where main does it. */
const moments = [
  (act) => setImmediate(act),
  (act) => setTimeout(act, 1),
  (act) => process.nextTick(act),
  (act) => queueMicrotask(act),
];

const kept = [];

function raise(flag) {
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function start(role, data = {}) {
  const worker = new Worker(__filename, { workerData: { role, data } });
  if (isMainThread) webContents.fromWorker(worker);
  return worker;
}

function startAll(role, count) {
  return Array.from({ length: count }, () => start(role));
}

/** Resolves inside the listener, or in a task after it, when so many have said so. */
function heard(channel, count) {
  return new Promise((resolve) => {
    ipcMain.on(channel, (event) => {
      // So that nothing is answered because the event was collected.
      kept.push(event);
      if (--count === 0) resolve();
    });
  });
}

/** Spreads the cells over all numbers, so that few seeds come to every variant and moment. */
function hashOf(text) {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619) >>> 0;
  }
  return hash;
}

async function main({ cause, state, seed }) {
  const random = randomNumbers(hashOf(`${cause} ${state} ${seed}`));
  const started = await states[state]({ random, count: 1 + Math.floor(random() * 4) });
  const moment = moments[Math.floor(random() * moments.length)];
  // Anywhere in what the threads do after they have reached the state.
  const wait = random() * 10;
  const since = performance.now();
  while (performance.now() - since < wait);
  moment(() => {
    writeSync(1, `${JSON.stringify({ began: Date.now() })}\n`);
    return causes[cause](started);
  });
}

if (isMainThread) {
  const { deadline, ...cell } = JSON.parse(process.env.IPCMAIN_EXIT_CASE);
  // Who started it kills it at the deadline; this is for when that is gone.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2 * deadline).unref();
  void main(cell);
} else if (parentPort !== null) {
  workers[workerData.role](workerData.data);
}
