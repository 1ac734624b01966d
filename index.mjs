import ipcmain from './index.js';

export const {
  app,
  BrowserWindow,
  contextBridge,
  forkRenderer,
  ipcMain,
  ipcRenderer,
  MessageChannelMain,
  webContents,
  webFrameMain,
} = ipcmain;
export default ipcmain;
