// Fakes that replace the timers of everybody, before the package is loaded.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

describe('fake timers', () => {
  it('testing: those of node:timers stop no window and no port, after ipcmain/register', async () => {
    const run = async ({ report, require }) => {
      for (const object of [require('node:timers'), globalThis]) {
        for (const name of ['setImmediate', 'setTimeout', 'setInterval']) object[name] = () => ({});
      }
      const { once } = require('node:events');
      const { app, BrowserWindow, MessageChannelMain } = require('electron');
      await app.whenReady();
      const window = new BrowserWindow();
      const ready = once(window, 'ready-to-show');
      await window.loadURL('about:blank');
      await ready;
      const { port1, port2 } = new MessageChannelMain();
      const closed = once(port1, 'close');
      port2.close();
      await window.webContents.executeJavaScript('0');
      port1.start();
      await closed;
      const destroyed = once(window.webContents, 'destroyed');
      window.destroy();
      await destroyed;
      report('done');
    };
    const { reports, code, stderr } = await runInChild(run, {
      execArgv: ['--import', 'ipcmain/register'],
      deadline: 20_000,
    });
    assert.deepEqual([code, reports], [0, ['done']], stderr);
  });
});
