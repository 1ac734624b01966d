// There are two of this file: each has an ipcMain of its own, at the same time or one after the other.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ipcMain, ipcRenderer, webContents } from 'electron';
import { expect, test } from 'vitest';

test('ipcMain is fresh, and nobody else is heard', async () => {
  expect(ipcMain.eventNames()).toEqual(['error']);
  expect(webContents.getAllWebContents()).toEqual([]);
  const heard = [];
  ipcMain.handle('double', (event, number) => 2 * number);
  ipcMain.on('done', (event, { doubled }) => heard.push(doubled));
  for (let round = 0; round < 4; round++) {
    const file = `${import.meta.dirname}/app/worker.js`;
    await once(new Worker(file, { workerData: round }), 'exit');
  }
  await ipcRenderer.invoke('double', 1);
  expect(heard).toEqual([0, 2, 4, 6]);
});
