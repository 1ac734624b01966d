// Host 2: what a listener of an event throws is an uncaught exception of its own, and nothing else changes.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportsOf } from './support/children.mjs';

describe('a listener that throws', () => {
  for (const name of [
    'did-start-loading',
    'did-start-navigation',
    'dom-ready',
    'did-finish-load',
    'did-stop-loading',
  ]) {
    it(`host 2: at '${name}' does not change the outcome of the load`, async () => {
      const reports = await reportsOf(
        async ({ require, report, data: name }) => {
          const { app, BrowserWindow } = require('ipcmain');
          process.on('uncaughtException', ({ message }) => report(message));
          await app.whenReady();
          const win = new BrowserWindow();
          const { webContents: contents } = win;
          contents.on('did-stop-loading', () => report('stopped'));
          contents.on('did-fail-load', () => report('failed'));
          contents.once(name, () => {
            throw new Error('of a listener');
          });
          await win.loadURL('about:blank');
          report([contents.isLoading(), await contents.executeJavaScript('1 + 1')]);
          await win.loadURL('about:blank');
          win.close();
        },
        { data: name },
      );
      assert.deepEqual(
        reports.toSorted(),
        ['of a listener', 'stopped', 'stopped', [false, 2]].toSorted(),
      );
    });
  }

  it("host 2: at 'did-fail-load' does not either", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      process.on('uncaughtException', ({ message }) => report(message));
      await app.whenReady();
      const win = new BrowserWindow();
      win.webContents.once('did-fail-load', () => {
        throw new Error('of a listener');
      });
      await win.loadURL('file:///does/not/exist.html').catch(({ code }) => report(code));
      win.close();
    });
    assert.deepEqual(reports.toSorted(), ['ERR_FILE_NOT_FOUND', 'of a listener']);
  });

  it("host 2: at 'close', 'closed', 'destroyed' or 'window-all-closed' does not keep a window", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      process.on('uncaughtException', ({ message }) => report(message));
      const fails = (name) => () => {
        throw new Error(`of ${name}`);
      };
      app.once('web-contents-created', (_event, contents) => {
        // Before the window itself could listen.
        contents.on('destroyed', fails('destroyed'));
      });
      app.on('window-all-closed', fails('window-all-closed'));
      await app.whenReady();
      const win = new BrowserWindow();
      await win.loadURL('about:blank');
      win.on('close', fails('close'));
      win.on('closed', fails('closed'));
      win.close();
      report([win.isDestroyed(), BrowserWindow.getAllWindows().length]);
    });
    assert.deepEqual(reports, [
      [true, 0],
      'of close',
      'of closed',
      'of window-all-closed',
      'of destroyed',
    ]);
  });

  it("contract 13.7: at 'web-contents-created' leaves no half-made window", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow, webContents } = require('ipcmain');
      process.on('uncaughtException', ({ message }) => report(message));
      app.once('web-contents-created', () => {
        throw new Error('of a listener');
      });
      await app.whenReady();
      const win = new BrowserWindow();
      report(webContents.getAllWebContents().map(({ id }) => id === win.webContents.id));
      await win.loadURL('about:blank');
      report(BrowserWindow.fromWebContents(win.webContents) === win);
      win.close();
    });
    assert.deepEqual(reports, [[true], 'of a listener', true]);
  });

  it("host 2: at 'ready' does not keep whenReady() from resolving", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app } = require('ipcmain');
      process.on('uncaughtException', ({ message }) => report(message));
      app.on('ready', () => {
        throw new Error('of a listener');
      });
      await app.whenReady();
      report(app.isReady());
    });
    assert.deepEqual(reports.toSorted(), ['of a listener', true].toSorted());
  });

  it("contract 12.5: at 'render-process-gone' does not keep the window from loading", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { once } = require('node:events');
      const { app, BrowserWindow } = require('ipcmain');
      process.on('uncaughtException', ({ message }) => report(message));
      app.on('render-process-gone', () => {
        throw new Error('of app');
      });
      await app.whenReady();
      const win = new BrowserWindow();
      await win.loadURL('about:blank');
      const gone = once(win.webContents, 'render-process-gone');
      win.webContents.forcefullyCrashRenderer();
      await gone;
      await win.loadURL('about:blank');
      report(await win.webContents.executeJavaScript('1'));
      win.close();
    });
    assert.deepEqual(reports, ['of app', 1]);
  });
});
