// Calls: a renderer asks, a handler in main answers or fails.
// Run it with: node examples/02-invoke.mjs

import { Worker, isMainThread } from 'node:worker_threads';
import { ipcMain, ipcRenderer } from 'ipcmain';

if (isMainThread) {
  ipcMain.handle('add', (_event, a, b) => a + b);
  ipcMain.handle('fail', async () => {
    throw new RangeError('out of range');
  });
  console.error = () => {}; // Main prints the errors of its handlers; here they are expected.
  new Worker(new URL(import.meta.url));
} else {
  console.log(await ipcRenderer.invoke('add', 2, 3));
  for (const channel of ['fail', 'nobody']) {
    try {
      await ipcRenderer.invoke(channel);
    } catch (error) {
      console.log(error.message);
    }
  }
}
