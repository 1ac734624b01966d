// Host 1.5: loaded inside Electron itself, the package works beside it, and leaves alone what is Electron's. No
// Electron runs here: what is Electron's own is put there by fixtures/inside-electron.cjs.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reportsOf } from './support/children.mjs';

const inside = fileURLToPath(new URL('fixtures/inside-electron.cjs', import.meta.url));
const register = new URL('../register-app.mjs', import.meta.url).href;

describe('inside Electron', () => {
  it('host 1.5: a Worker and a window talk to ipcMain, and process stays as it was', async () => {
    const reports = await reportsOf(
      async ({ require, report, startWorker }) => {
        const { versions } = process;
        const { BrowserWindow, ipcMain } = require('ipcmain');
        ipcMain.handle('add', (_event, a, b) => a + b);
        const said = new Promise((resolve) => ipcMain.once('sum', (_event, sum) => resolve(sum)));
        startWorker(async ({ ipcRenderer }) => {
          ipcRenderer.send('sum', await ipcRenderer.invoke('add', 2, 3));
        });
        report(await said);
        const win = new BrowserWindow();
        await win.loadURL('about:blank');
        const seen = '[process.type, process.versions.electron, typeof document]';
        report(await win.webContents.executeJavaScript(seen));
        win.close();
        report([process.type, process.versions === versions, require('electron').ipcMain]);
      },
      { execArgv: ['--require', inside] },
    );
    assert.deepEqual(reports, [
      5,
      [null, '30.5.1', 'object'],
      ['browser', true, 'of Electron itself'],
    ]);
  });

  it("host 1.5: neither register nor ipcmain/electron takes the place of Electron's own", async () => {
    const reports = await reportsOf(
      async ({ require, report }) => {
        const { versions } = process;
        const { ipcMain } = require('ipcmain/electron');
        report(ipcMain === require('ipcmain').ipcMain);
        report([process.type, process.versions === versions, require('electron').ipcMain]);
      },
      { execArgv: ['--require', inside, '--import', register] },
    );
    assert.deepEqual(reports, [true, ['browser', true, 'of Electron itself']]);
  });

  it('host 1.5: an Electron that was told to be Node is one', async () => {
    const reports = await reportsOf(
      ({ require, report }) => {
        const { ipcMain } = require('electron');
        report([ipcMain === require('ipcmain').ipcMain, process.type]);
      },
      { execArgv: ['--import', register], env: { ELECTRON_RUN_AS_NODE: '1' } },
    );
    assert.deepEqual(reports, [[true, 'browser']]);
  });
});
