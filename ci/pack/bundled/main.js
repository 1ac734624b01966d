// A program of which a bundler makes one file, with another version than the package's beside it.

const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { ipcMain } = require('ipcmain');

ipcMain.handle('add', (_event, a, b) => a + b);
ipcMain.on('sum', (_event, sum) => {
  console.log(`bundled: ${sum === 3 ? 'works' : `1 and 2 are ${sum}`}`);
  process.exit(sum === 3 ? 0 : 1);
});
new Worker(path.join(__dirname, 'worker.js'));
