import ipcmain from './index.js';

export const { app, ipcMain, ipcRenderer, MessageChannelMain, webContents, webFrameMain } = ipcmain;
export default ipcmain;
