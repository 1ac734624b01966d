const path = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

const notes = [];

ipcMain.handle('notes:add', (event, note) => {
  if (typeof note.text !== 'string') throw new TypeError('a note needs a text');
  notes.push(note);
  event.sender.send('notes:changed', notes);
  return notes.length;
});

ipcMain.on('notes:count', (event) => {
  event.returnValue = notes.length;
});

function createWindow() {
  const window = new BrowserWindow({
    webPreferences: { preload: path.join(__dirname, 'preload.js') },
  });
  window.loadFile(path.join(__dirname, 'index.html'));
}

app.whenReady().then(createWindow);

app.on('window-all-closed', () => app.quit());
