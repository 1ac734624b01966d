// Faults 127 and 128: processes that follow each other closely, and ids that are used again.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { BrowserWindow } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain } from './support/main.mjs';
import { forkFunction } from './support/renderer-process.mjs';

afterEach(clearMain);

const endsWithMain = process.platform === 'win32' && 'Windows ends children with their parent';

describe('processes one after the other', () => {
  it(
    'fault 127 a program that is ended and started again at once, ten times: each has its renderer, none stays',
    { skip: endsWithMain },
    async () => {
      for (let round = 0; round < 10; round++) {
        const { signal, lines } = await runInChild(
          ({ require, data }) => {
            const { ipcMain, forkRenderer } = require('ipcmain');
            const code = `
            const { ipcRenderer } = require('ipcmain');
            ipcRenderer.invoke('round').then((round) => {
              console.log('round', round);
              ipcRenderer.send('ready');
            });
            ipcRenderer.on('nothing', () => {});
          `;
            ipcMain.handle('round', () => data);
            ipcMain.on('ready', () => process.kill(process.pid, 'SIGTERM'));
            forkRenderer('-e', [code], { execArgv: [] });
          },
          { data: round },
        );
        // The output ends when the last process that holds it has.
        assert.deepEqual([signal, lines], ['SIGTERM', [`round ${round}`]]);
      }
    },
  );

  it('fault 128 no signal is sent when a process has ended, for another may have its id', async (t) => {
    const child = forkFunction(({ ipcRenderer }) => ipcRenderer.send('last'));
    const handle = Object.getPrototypeOf(child._handle);
    const window = new BrowserWindow({ webPreferences: { process: true } });
    const loaded = window.loadURL('data:text/html,');
    await Promise.all([once(child, 'exit'), once(child.webContents, 'destroyed'), loaded]);
    const gone = once(window.webContents, 'render-process-gone');
    window.webContents.forcefullyCrashRenderer();
    await gone;
    const signals = [t.mock.method(process, 'kill'), t.mock.method(handle, 'kill')];
    assert.equal(child.kill('SIGKILL'), false);
    window.webContents.forcefullyCrashRenderer();
    window.destroy();
    assert.deepEqual(
      signals.map(({ mock }) => mock.callCount()),
      [0, 0],
    );
  });
});
