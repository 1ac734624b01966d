import ipcmain from './index.js';

export const {
  app,
  BrowserWindow,
  contextBridge,
  forkRenderer,
  ipcMain,
  ipcRenderer,
  MessageChannelMain,
  utilityProcess,
  webContents,
  webFrameMain,
} = ipcmain;
export default ipcmain;
