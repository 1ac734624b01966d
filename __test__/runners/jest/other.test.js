// There are two of this file: each has an ipcMain of its own, at the same time or one after the other.

const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { app, ipcMain, ipcRenderer, webContents } = require('electron');

test('ipcMain is fresh, and nobody else is heard', async () => {
  expect(ipcMain.eventNames()).toEqual(['error']);
  expect(webContents.getAllWebContents()).toEqual([]);
  const heard = [];
  ipcMain.handle('double', (event, number) => 2 * number);
  ipcMain.on('done', (event, { doubled }) => heard.push(doubled));
  for (let round = 0; round < 4; round++) {
    await once(new Worker(require.resolve('./app/worker.js'), { workerData: round }), 'exit');
  }
  await ipcRenderer.invoke('double', 1);
  expect(heard).toEqual([0, 2, 4, 6]);
  app.quit();
});
