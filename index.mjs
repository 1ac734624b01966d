import ipcmain from './index.js';

export const { app, ipcMain, ipcRenderer, webContents } = ipcmain;
export default ipcmain;
