// A channel of their own for two renderers: main makes it and gives each of them one end.
// Run it with: node examples/06-message-ports.mjs

import { Worker, isMainThread } from 'node:worker_threads';
import { ipcRenderer, MessageChannelMain, webContents } from 'ipcmain';

if (isMainThread) {
  const { port1, port2 } = new MessageChannelMain();
  const ends = [
    ['asks', port1],
    ['answers', port2],
  ];
  for (const [role, port] of ends) {
    const worker = new Worker(new URL(import.meta.url));
    webContents.fromWorker(worker).postMessage('port', role, [port]);
  }
} else {
  ipcRenderer.once('port', ({ ports: [port] }, role) => {
    if (role === 'asks') {
      port.onmessage = ({ data }) => {
        console.log('the answer is', data);
        port.close();
      };
      port.postMessage([6, 7]);
    } else {
      port.onmessage = ({ data: [a, b] }) => port.postMessage(a * b);
    }
  });
}
