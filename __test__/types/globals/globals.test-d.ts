// A program that names its types by the global namespace and has not Electron's own declarations.

import { app, BrowserWindow, ipcMain, ipcRenderer } from 'ipcmain/electron';
import type {} from 'ipcmain/electron/globals';

const options: Electron.BrowserWindowConstructorOptions = {
  webPreferences: { preload: '/preload.js' } satisfies Electron.WebPreferences,
};
const win: Electron.BrowserWindow = new BrowserWindow(options);
const contents: Electron.WebContents = win.webContents;
ipcMain.handle('x', (event: Electron.IpcMainInvokeEvent) => event.sender === contents);
ipcMain.on('x', ({ senderFrame, ports: [port] }: Electron.IpcMainEvent) => {
  const frame: Electron.WebFrameMain | null = senderFrame;
  const first: Electron.MessagePortMain | undefined = port;
  return [frame, first];
});
ipcRenderer.on('x', (event: Electron.IpcRendererEvent) => event.sender.send('y'));
app.on('window-all-closed', () => app.quit());
