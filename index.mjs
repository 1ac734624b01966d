import ipcmain from './index.js';

export const {
  app,
  BrowserWindow,
  contextBridge,
  ipcMain,
  ipcRenderer,
  MessageChannelMain,
  webContents,
  webFrameMain,
} = ipcmain;
export default ipcmain;
