import { parentPort, workerData } from 'node:worker_threads';
import { ipcRenderer } from '../../../index.mjs';

const channels = Array.from({ length: workerData.channels }, (_, i) => `channel ${i}`);

let left = 0;
ipcRenderer.on('message', () => {
  if (--left === 0) ipcRenderer.send('all seen');
});
parentPort.on('message', ({ expect, kind, count }) => {
  if (expect) {
    left = expect;
    parentPort.postMessage('ready');
    return;
  }
  // A prime, so that neighbouring messages do not go to neighbouring channels.
  const step = kind === 'spread' ? 7919 : 0;
  for (let i = 0; i < count; i++) ipcRenderer.send(channels[(i * step) % channels.length], 'ping');
});
parentPort.postMessage('attached');
