// One of two mains that take turns: it has so many renderers, and listeners on so many channels.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ipcMain, webContents } from '../../../index.mjs';
import { station } from '../../harness/job.mjs';

await station(async ({ renderers = 1, channels = 1 }) => {
  let arrived;
  for (let i = 0; i < channels; i++) ipcMain.on(`channel ${i}`, (_event, value) => arrived(value));

  const workers = [];
  const file = new URL('scale-renderer.mjs', import.meta.url);
  for (let i = 0; i < renderers; i++) {
    const worker = new Worker(file, { workerData: { channels } });
    await once(worker, 'message');
    workers.push(worker);
  }
  const [worker] = workers;
  const contents = webContents.fromWorker(worker);

  return async ({ kind, count }) => {
    let left = count;
    const start = performance.now();
    if (kind === 'toRenderer') {
      worker.postMessage({ expect: count });
      await once(worker, 'message');
      const begun = performance.now();
      const all = once(ipcMain, 'all seen');
      for (let i = 0; i < count; i++) contents.send('message', 'ping');
      await all;
      return performance.now() - begun;
    }
    await new Promise((resolve) => {
      arrived = () => --left === 0 && resolve();
      worker.postMessage({ kind, count });
    });
    return performance.now() - start;
  };
});
