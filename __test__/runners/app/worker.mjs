import { workerData } from 'node:worker_threads';
import { ipcRenderer } from 'electron';

const doubled = await ipcRenderer.invoke('double', workerData);
ipcRenderer.send('done', { type: process.type, doubled, list: [1, [2]] });
