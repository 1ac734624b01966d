// Host 3: what `process` says under ipcmain/register/app.

import assert from 'node:assert/strict';
import os from 'node:os';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

describe('process, in a program for Electron', () => {
  it('host 3: tells of the system what Node knows of it, in main and in a page', async () => {
    const run = async ({ report, require }) => {
      const { app, BrowserWindow } = require('electron');
      const own = async () => ({
        version: process.getSystemVersion(),
        resources: process.resourcesPath,
        total: process.getSystemMemoryInfo().total,
        numbers: [
          process.getCreationTime(),
          process.getHeapStatistics().usedHeapSize,
          (await process.getProcessMemoryInfo()).residentSet,
        ].map((number) => number > 0),
      });
      await app.whenReady();
      report([app.getAppPath(), await own()]);
      for (const inProcess of [false, true]) {
        const webPreferences = { nodeIntegration: true, process: inProcess };
        const window = new BrowserWindow({ webPreferences });
        await window.loadURL('about:blank');
        report([app.getAppPath(), await window.webContents.executeJavaScript(`(${own})()`)]);
        window.destroy();
      }
    };
    const { reports, stderr } = await runInChild(run, {
      execArgv: ['--import', 'ipcmain/register/app'],
      deadline: 20_000,
    });
    assert.equal(reports.length, 3, stderr);
    for (const [folder, told] of reports) {
      assert.deepEqual(told, {
        version: os.release(),
        resources: folder,
        total: Math.round(os.totalmem() / 1024),
        numbers: [true, true, true],
      });
    }
  });
});
