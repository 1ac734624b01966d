import ipcmain from './index.js';

export const { app, ipcMain, ipcRenderer, MessageChannelMain, webContents } = ipcmain;
export default ipcmain;
