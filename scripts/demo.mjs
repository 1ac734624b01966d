// `npm start`: two renderers and a main talk to each other, then a race against a raw MessagePort.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ipcMain, webContents } from 'ipcmain';
import { compare } from './demo/compare.mjs';

const say = (who, text) => console.log(`  ${who.padEnd(10)} ${text}`);

ipcMain.on('asynchronous-message', (event, arg) => {
  say('main', `got "${arg}" from renderer ${event.sender.id}, answers "pong"`);
  event.sender.send('asynchronous-reply', 'pong');
});
ipcMain.on('synchronous-message', (event, arg) => {
  say('main', `got "${arg}" from renderer ${event.sender.id}, which waits, answers "pong"`);
  event.returnValue = 'pong';
});
ipcMain.handle('divide', (_event, a, b) => {
  if (b === 0) throw new RangeError('division by zero');
  return a / b;
});
ipcMain.on('say', (event, text) => say(`renderer ${event.sender.id}`, text));

console.log('\n▸ One main, two renderers');
const printError = console.error;
console.error = (...args) => say('main', `prints: ${args.join(' ')}`);

const workers = [1, 2].map(() => new Worker(new URL('demo/renderer.mjs', import.meta.url)));
for (const worker of workers) {
  const finished = once(ipcMain, 'finished');
  webContents.fromWorker(worker).send('start');
  await finished;
}

say('main', 'broadcasts "goodbye"');
for (const contents of webContents.getAllWebContents()) contents.send('goodbye');
await Promise.all(workers.map((worker) => once(worker, 'exit')));
console.error = printError;

console.log(
  '\n▸ Against a raw MessagePort between the same two threads (medians, this machine, now)',
);
await compare();
