// What crosses: everything that structured cloning knows. What does not cross throws at the sender.
// Run it with: node examples/05-typed-arrays-and-maps.mjs

import { Worker, isMainThread } from 'node:worker_threads';
import { ipcMain, ipcRenderer } from 'ipcmain';

if (isMainThread) {
  ipcMain.handle('echo', (_event, value) => value);
  new Worker(new URL(import.meta.url));
} else {
  const sent = {
    map: new Map([['date', new Date(0)]]),
    bytes: Buffer.from('hi'),
    big: 2n ** 64n,
  };
  sent.self = sent;

  const back = await ipcRenderer.invoke('echo', sent);
  console.log(back.map.get('date').toISOString(), back.bytes, back.big, back.self === back);

  await ipcRenderer.invoke('echo', () => {}).catch((error) => console.log(error.message));
}
