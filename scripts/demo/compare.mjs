// A small race: the same work over ipcmain and over a MessagePort, in turns, between the same threads.

import { MessageChannel, Worker } from 'node:worker_threads';
import { ipcMain } from 'ipcmain';

const ROUNDS = 7;

/** Runs the race and prints its table. The measuring happens in the renderer, which starts it all. */
export async function compare() {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('compare-renderer.mjs', import.meta.url), {
    workerData: { port: port2, rounds: ROUNDS },
    transferList: [port2],
  });

  // The last message of a burst carries `true` and is answered; so is every call.
  port1.on('message', (message) => {
    if (message !== undefined) port1.postMessage(message);
  });
  ipcMain.on('burst', (event, last) => {
    if (last) event.sender.send('burst-arrived');
  });
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.on('echo-sync', (event, value) => {
    event.returnValue = value;
  });

  const results = await new Promise((resolve, reject) => {
    ipcMain.once('results', (_event, value) => resolve(value));
    worker.once('error', reject);
  });
  port1.close();
  for (const { path, ipcmain, port } of results) {
    const [ours, theirs] = [ipcmain, port].map(median);
    const ratio = path.unit === '/s' ? ours / theirs : theirs / ours;
    console.log(
      `  ${path.name.padEnd(32)} ipcmain ${show(ours, path)}   MessagePort ${show(theirs, path)}   ${ratio.toFixed(1)}×`,
    );
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function show(value, { unit }) {
  const text = unit === '/s' ? `${Math.round(value / 1000)}k/s` : `${value.toFixed(1)} µs`;
  return text.padStart(9);
}
