import { ipcMain, ipcRenderer, webContents, type IpcMainEvent } from 'ipcmain';
import { app, BrowserWindow } from 'ipcmain/electron';
import 'ipcmain/register';

ipcMain.on('channel', (event: IpcMainEvent) => event.reply('channel', ipcRenderer.sendSync('x')));
export const all: number =
  webContents.getAllWebContents().length + BrowserWindow.getAllWindows().length;
export const name: string = app.getName();
