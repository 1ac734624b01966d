const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { ipcMain } = require('electron');

test.each(['worker.js', 'worker.mjs'])('%s is a renderer', async (file) => {
  ipcMain.handleOnce('double', (event, number) => 2 * number);
  const done = once(ipcMain, 'done');
  const worker = new Worker(require.resolve(`./app/${file}`), { workerData: 21 });
  const ended = once(worker, 'exit');
  const [, result] = await done;
  expect(result).toStrictEqual({ type: 'renderer', doubled: 42, list: [1, [2]] });
  expect(await ended).toEqual([0]);
});
