// Main speaks first: to one renderer, before it has even loaded, and then to all of them.
// Run it with: node examples/03-main-to-renderer.mjs

import { Worker, isMainThread } from 'node:worker_threads';
import { ipcMain, ipcRenderer, webContents } from 'ipcmain';

if (isMainThread) {
  for (const name of ['one', 'two']) {
    const worker = new Worker(new URL(import.meta.url));
    webContents.fromWorker(worker).send('name', name);
  }

  const named = [];
  ipcMain.on('named', (_event, name) => {
    named.push(name);
    if (named.length < 2) return;
    console.log('main knows', named.sort().join(' and '));
    for (const contents of webContents.getAllWebContents()) contents.send('bye');
  });
} else {
  ipcRenderer.on('name', (event, name) => event.sender.send('named', name));
  // Without a listener, nothing keeps the Worker alive.
  ipcRenderer.on('bye', () => ipcRenderer.removeAllListeners());
}
