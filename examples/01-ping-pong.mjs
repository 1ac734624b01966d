// The classic: an asynchronous and a synchronous ping, and main's pong to each.
// Run it with: node examples/01-ping-pong.mjs

import { Worker, isMainThread } from 'node:worker_threads';
import { ipcMain, ipcRenderer } from 'ipcmain';

if (isMainThread) {
  ipcMain.on('asynchronous-message', (event, arg) => {
    console.log('main got', arg);
    event.sender.send('asynchronous-reply', 'pong');
  });
  ipcMain.on('synchronous-message', (event, arg) => {
    console.log('main got', arg);
    event.returnValue = 'pong';
  });
  new Worker(new URL(import.meta.url));
} else {
  console.log('renderer got', ipcRenderer.sendSync('synchronous-message', 'sync ping'));

  ipcRenderer.once('asynchronous-reply', (_event, arg) => {
    console.log('renderer got', arg);
  });
  ipcRenderer.send('asynchronous-message', 'async ping');
}
