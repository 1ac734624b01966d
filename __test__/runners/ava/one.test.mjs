// There are two of this file: each has an ipcMain of its own, at the same time or one after the other.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { ipcMain, ipcRenderer, webContents } from 'electron';

const file = fileURLToPath(new URL('app/worker.js', import.meta.url));

test('ipcMain is fresh, and nobody else is heard', async (t) => {
  t.deepEqual(ipcMain.eventNames(), ['error']);
  t.deepEqual(webContents.getAllWebContents(), []);
  const heard = [];
  ipcMain.handle('double', (event, number) => 2 * number);
  ipcMain.on('done', (event, { doubled }) => heard.push(doubled));
  for (let round = 0; round < 4; round++) {
    await once(new Worker(file, { workerData: round }), 'exit');
  }
  await ipcRenderer.invoke('double', 1);
  t.deepEqual(heard, [0, 2, 4, 6]);
});
