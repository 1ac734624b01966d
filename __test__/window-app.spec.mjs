// Host 2, tiers A to D: what app says of windows, and what a program that is written for Electron asks of both.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain, webContents } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { BrowserWindow, KILLED, hasOtherPreferences } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const serves = fileURLToPath(new URL('fixtures/window/serves.cjs', import.meta.url));

/** A window that is destroyed with the test. */
function openWindow(t, webPreferences) {
  const win = new BrowserWindow({ show: false, webPreferences });
  t.after(() => win.destroy());
  return win;
}

describe('the making of a window', () => {
  it(
    "contract 13.7: its owner and preferences are known at 'web-contents-created'",
    { skip: hasOtherPreferences },
    (t) => {
      const seen = [];
      app.once('web-contents-created', (_event, contents) => {
        seen.push(contents.getOwnerBrowserWindow(), contents.getLastWebPreferences());
      });
      const win = openWindow(t, { some: 'preference' });
      assert.equal(seen[0], win);
      assert.deepEqual(seen[1], { some: 'preference' });
    },
  );

  it("host 2: 'browser-window-created' comes when the window is whole", (t) => {
    const seen = [];
    app.once('browser-window-created', (event, win) => {
      assert.equal(event.defaultPrevented, false);
      seen.push(win, win.webContents, BrowserWindow.fromId(win.id));
    });
    const win = openWindow(t);
    assert.deepEqual(
      [win, win.webContents, win].map((value, index) => value === seen[index]),
      [true, true, true],
    );
  });

  it('host 2: options that make no sense make a window all the same', async (t) => {
    for (const options of [null, 5, { webPreferences: null }, { webPreferences: { preload: 5 } }]) {
      const win = new BrowserWindow(options);
      t.after(() => win.destroy());
      await win.loadURL('about:blank');
      const all = webContents.getAllWebContents();
      assert.ok(all.every((contents) => contents.getOwnerBrowserWindow().webContents === contents));
    }
  });
});

describe('a window', () => {
  it("host 2: 'ready-to-show' comes after each page has loaded, and not for one that has not", async (t) => {
    const win = openWindow(t);
    const seen = [];
    win.webContents.on('did-finish-load', () => seen.push('did-finish-load'));
    win.on('ready-to-show', (...args) => seen.push(['ready-to-show', ...args]));
    for (let page = 0; page < 2; page++) {
      const ready = once(win, 'ready-to-show');
      await win.loadURL('about:blank');
      await ready;
    }
    await assert.rejects(win.loadURL('no URL'));
    await new Promise(process.nextTick);
    const each = ['did-finish-load', ['ready-to-show']];
    assert.deepEqual(seen, [...each, ...each]);
  });

  it('contract 13.3: send() sends to its contents', async (t) => {
    const win = openWindow(t, { preload: serves });
    await win.loadURL('about:blank');
    const pong = nextMessage(ipcMain, 'pong');
    assert.equal(win.send('ping', 1), undefined);
    assert.equal((await pong)[1], 1);
  });

  it('host 2: reload() starts it anew, and does nothing before it has loaded', async (t) => {
    const win = openWindow(t);
    win.webContents.once('did-start-loading', () => assert.fail('there is nothing to reload'));
    assert.equal(win.reload(), undefined);
    win.webContents.removeAllListeners('did-start-loading');
    await win.webContents.loadURL('data:text/html,');
    await win.webContents.executeJavaScript('globalThis.old = true');
    const loaded = once(win.webContents, 'did-finish-load');
    win.reload();
    await loaded;
    assert.equal(await win.webContents.executeJavaScript('typeof old'), 'undefined');
    assert.equal(win.webContents.getURL(), 'data:text/html,');
  });

  it('design 2: that has never loaded keeps the process alive until it is closed', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      await app.whenReady();
      const win = new BrowserWindow();
      win.on('closed', () => report('closed'));
      // It does not keep the process alive.
      setTimeout(() => win.close(), 50).unref();
    });
    assert.deepEqual(reports, ['closed']);
  });
});

describe('app', () => {
  it("contract 12.5: 'render-process-gone' comes with the contents, before they say it", async (t) => {
    const win = openWindow(t);
    await win.loadURL('about:blank');
    const seen = [];
    app.once('render-process-gone', (event, contents, details) => {
      assert.equal(contents.isCrashed(), true);
      seen.push([event, contents, details]);
    });
    const gone = once(win.webContents, 'render-process-gone');
    win.webContents.forcefullyCrashRenderer();
    const [event, details] = await gone;
    assert.equal(seen.length, 1);
    assert.equal(seen[0][0], event);
    assert.equal(seen[0][1], win.webContents);
    assert.equal(seen[0][2], details);
    assert.deepEqual(details, KILLED);
  });

  it('contract 1.11: webFrameMain is not available before it is ready', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, ipcMain, webFrameMain } = require('ipcmain');
      ipcMain.handle('works', () => {});
      const attempt = (call) => {
        try {
          report(call() ?? 'nothing');
        } catch ({ name, message }) {
          report([name, message]);
        }
      };
      attempt(() => webFrameMain.fromId('1', 1));
      attempt(() => webFrameMain.fromId(0, 0));
      attempt(() => webFrameMain.fromFrameToken(0, ''));
      await app.whenReady();
      attempt(() => webFrameMain.fromId(0, 0));
    });
    const early = ['Error', 'WebFrameMain is available only after app ready'];
    assert.equal(reports[0][0], 'TypeError');
    assert.deepEqual(reports.slice(1), [early, early, 'nothing']);
  });

  it('host 2: a window cannot be made before it is ready', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain/electron');
      app.on('browser-window-created', () => report('created'));
      try {
        new BrowserWindow();
      } catch ({ name, message }) {
        report([name, message, BrowserWindow.getAllWindows().length]);
      }
      await app.whenReady();
      new BrowserWindow().destroy();
    });
    assert.deepEqual(reports, [
      ['Error', 'Cannot create BrowserWindow before app is ready', 0],
      'created',
    ]);
  });

  it('a program that does not use the drop-in need not wait for that', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      const win = new BrowserWindow();
      report(app.isReady());
      await win.loadURL('about:blank');
      report('loaded');
      win.destroy();
    });
    assert.deepEqual(reports, [false, 'loaded']);
  });

  it("host 2: 'window-all-closed' comes after the last window is closed, and the process ends", async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      for (const name of ['window-all-closed', 'before-quit', 'will-quit', 'quit']) {
        app.on(name, (...[, ...rest]) => report([name, ...rest]));
      }
      await app.whenReady();
      const windows = [new BrowserWindow(), new BrowserWindow()];
      await Promise.all(windows.map((win) => win.loadURL('about:blank')));
      windows[0].close();
      report('one is closed');
      windows[1].on('closed', () => report('closed'));
      windows[1].close();
      app.quit();
    });
    assert.deepEqual(reports, [
      'one is closed',
      'closed',
      ['window-all-closed'],
      ['before-quit'],
      ['will-quit'],
      ['quit', 0],
    ]);
  });

  it('host 2: quit() closes the windows, and one of them can prevent it', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      for (const name of ['window-all-closed', 'before-quit', 'will-quit', 'quit']) {
        app.on(name, () => report(name));
      }
      await app.whenReady();
      const win = new BrowserWindow();
      await win.loadURL('about:blank');
      app.once('before-quit', (event) => event.preventDefault());
      app.quit();
      report(win.isDestroyed());
      win.once('close', (event) => event.preventDefault());
      app.quit();
      report(win.isDestroyed());
      app.quit();
      report(win.isDestroyed());
    });
    assert.deepEqual(reports, [
      'before-quit',
      false,
      'before-quit',
      false,
      'before-quit',
      'will-quit',
      'quit',
      true,
    ]);
  });
});
