import { parentPort, workerData } from 'node:worker_threads';

if (workerData === 'ipcmain') {
  const { ipcRenderer } = await import('../../../index.mjs');
  ipcRenderer.on('message', () => {});
} else {
  parentPort.on('message', () => {});
}
parentPort.postMessage('ready');
