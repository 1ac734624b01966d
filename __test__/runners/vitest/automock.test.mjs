import { app, BrowserWindow, dialog, ipcMain, Menu, Tray } from 'electron';
import { expect, test, vi } from 'vitest';

vi.mock('electron');

test('all of electron can be mocked, what is not built as well', () => {
  ipcMain.handle('channel', () => {});
  expect(ipcMain.handle).toHaveBeenCalledWith('channel', expect.any(Function));
  const window = new BrowserWindow();
  window.loadURL('about:blank');
  window.setKiosk(true);
  expect(BrowserWindow).toHaveBeenCalledTimes(1);
  expect(window.loadURL).toHaveBeenCalledWith('about:blank');
  const tray = new Tray('icon');
  tray.on('click', () => {});
  tray.setContextMenu(Menu.buildFromTemplate([]));
  expect(Tray).toHaveBeenCalledWith('icon');
  dialog.showOpenDialog.mockReturnValue('chosen');
  expect(dialog.showOpenDialog()).toBe('chosen');
  expect([app.quit(), app.relaunch()]).toEqual([undefined, undefined]);
});
