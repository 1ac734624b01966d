// A program of somebody who has installed the package: two Workers, one in CommonJS and one a module, ask
// main. It must end by itself, and not before its last line.

const assert = require('node:assert/strict');
const { once } = require('node:events');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { app, ipcMain, webContents } = require('ipcmain');

ipcMain.handle('add', (_event, a, b) => a + b);
ipcMain.on('ping', (event, text) => (event.returnValue = `${text} pong`));

async function ask(file) {
  const worker = new Worker(path.join(__dirname, file));
  const exit = once(worker, 'exit');
  const contents = webContents.fromWorker(worker);
  contents.send('greeting', 'hello');
  const [, answers] = await once(contents.ipc, 'done');
  assert.deepEqual(answers, { sum: 5, sync: 'ping pong', greeting: 'hello' });
  await exit;
}

process.exitCode = 1;
app.whenReady().then(async () => {
  await ask('renderer.cjs');
  await ask('renderer.mjs');
  // What most programs never use stays on the disk.
  const later = require
    .resolve('ipcmain')
    .replace('index.js', path.join('lib', 'ipcmain-later.js'));
  assert.ok(existsSync(later) && !(later in require.cache));
  console.log('round trip: works');
  process.exitCode = 0;
});
