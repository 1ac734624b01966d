// The two ends of ipcmain. A link's `main` gives main's end and what the renderer needs for its own.

import { ipcMain, ipcRenderer, webContents } from '../../index.mjs';

export function main({ worker, contents = webContents.fromWorker(worker) }) {
  const end = {
    send: (value) => contents.send('message', value),
    onMessage: (handler) => ipcMain.on('message', (_event, value) => handler(value)),
    onRequest(handler) {
      ipcMain.handle('request', (_event, value) => handler(value));
      ipcMain.on('sync-request', (event, value) => {
        event.returnValue = handler(value);
      });
    },
  };
  return { end };
}

export function renderer() {
  return {
    send: (value) => ipcRenderer.send('message', value),
    onMessage: (handler) => ipcRenderer.on('message', (_event, value) => handler(value)),
    call: (value) => ipcRenderer.invoke('request', value),
    callSync: (value) => ipcRenderer.sendSync('sync-request', value),
  };
}
