import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { ipcMain } from 'electron';

for (const file of ['worker.js', 'worker.mjs']) {
  test.serial(`${file} is a renderer`, async (t) => {
    ipcMain.handleOnce('double', (event, number) => 2 * number);
    const done = once(ipcMain, 'done');
    const path = fileURLToPath(new URL(`app/${file}`, import.meta.url));
    const worker = new Worker(path, { workerData: 21 });
    const ended = once(worker, 'exit');
    const [, result] = await done;
    t.deepEqual(result, { type: 'renderer', doubled: 42, list: [1, [2]] });
    t.deepEqual(await ended, [0]);
  });
}
