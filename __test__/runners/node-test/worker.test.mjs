import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ipcMain } from 'electron';

for (const file of ['worker.js', 'worker.mjs']) {
  test(`${file} is a renderer`, async () => {
    ipcMain.handleOnce('double', (event, number) => 2 * number);
    const done = once(ipcMain, 'done');
    const path = fileURLToPath(new URL(`app/${file}`, import.meta.url));
    const worker = new Worker(path, { workerData: 21 });
    const ended = once(worker, 'exit');
    const [, result] = await done;
    assert.deepEqual(result, { type: 'renderer', doubled: 42, list: [1, [2]] });
    assert.deepEqual(await ended, [0]);
  });
}
