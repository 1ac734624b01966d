const { workerData } = require('node:worker_threads');
const { ipcRenderer } = require('electron');

ipcRenderer.invoke('double', workerData).then((doubled) => {
  ipcRenderer.send('done', { type: process.type, doubled, list: [1, [2]] });
});
