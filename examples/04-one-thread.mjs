// Both sides in one thread, as in a unit test: what is sent is cloned all the same.
// Run it with: node examples/04-one-thread.mjs

import { ipcMain, ipcRenderer } from 'ipcmain';

const settings = { theme: 'dark' };

ipcMain.on('settings', (event) => {
  event.returnValue = settings;
});
ipcMain.handle('save', (_event, changed) => Object.assign(settings, changed));

const copy = ipcRenderer.sendSync('settings');
copy.theme = 'light';
console.log('main still has', settings.theme);

await ipcRenderer.invoke('save', copy);
console.log('main now has', settings.theme);
