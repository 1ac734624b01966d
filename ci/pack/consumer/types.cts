import ipcmain = require('ipcmain');
import electron = require('ipcmain/electron');

export const ready: Promise<void> = electron.app.whenReady();
ipcmain.ipcMain.handle('channel', () => ready);
