// Design 2 and host 2, tiers A and B: windows, their records, and their end.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain, webContents } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { BrowserWindow, hasOtherPreferences } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const serves = fileURLToPath(new URL('fixtures/window/serves.cjs', import.meta.url));
const destroyedError = { name: 'TypeError', message: 'Object has been destroyed' };

/** A window that is destroyed with the test. */
function openWindow(t, options) {
  const win = new BrowserWindow(options);
  t.after(() => win.destroy());
  return win;
}

/** A window whose renderer answers. */
async function servingWindow(t) {
  const win = openWindow(t, { webPreferences: { preload: serves } });
  await win.loadURL('about:blank');
  return win;
}

/** Sends a value to a window that serves; resolves with the event and the value that come back. */
function pinged(win, value) {
  const pong = nextMessage(ipcMain, 'pong');
  win.webContents.send('ping', value);
  return pong;
}

describe('a new window', () => {
  it('design 2: has a number of its own, and contents from the start', (t) => {
    const [one, other] = [openWindow(t), openWindow(t, {})];
    assert.ok(one instanceof BrowserWindow);
    assert.ok(one instanceof EventEmitter);
    assert.ok(Number.isInteger(one.id) && one.id > 0);
    assert.ok(other.id > one.id);
    assert.equal(one.webContents, one.webContents);
    assert.notEqual(one.webContents, other.webContents);
    assert.equal(webContents.fromId(one.webContents.id), one.webContents);
    assert.ok(webContents.getAllWebContents().includes(one.webContents));
    assert.equal(one.webContents.getOwnerBrowserWindow(), one);
    assert.equal(one.webContents.isLoading(), false);
    assert.equal(one.webContents.getURL(), '');
    assert.equal(one.isDestroyed(), false);
    for (const key of ['id', 'webContents']) {
      assert.equal(Object.getOwnPropertyDescriptor(one, key).writable, false);
    }
  });

  it('host 2: getLastWebPreferences gives the options back', { skip: hasOtherPreferences }, (t) => {
    const webPreferences = {
      preload: serves,
      contextIsolation: true,
      sandbox: true,
      partition: 'p',
    };
    const { webContents: contents } = openWindow(t, { webPreferences });
    assert.deepEqual(contents.getLastWebPreferences(), webPreferences);
    const plain = startRenderer(t, ({ ipcRenderer }) => void ipcRenderer.on('stay', () => {}));
    assert.equal(plain.contents.getLastWebPreferences(), null);
    assert.equal(plain.contents.getOwnerBrowserWindow(), null);
  });

  it("contract 13.7: 'web-contents-created' comes during the constructor, when ipc is there", (t) => {
    const seen = [];
    const listener = (event, contents) => seen.push([event, contents, contents.ipc]);
    app.on('web-contents-created', listener);
    t.after(() => app.off('web-contents-created', listener));
    const win = openWindow(t);
    assert.equal(seen.length, 1);
    const [[event, contents, ipc]] = seen;
    assert.equal(contents, win.webContents);
    assert.equal(ipc, contents.ipc);
    assert.equal(event.defaultPrevented, false);
    assert.equal(event.sender, contents);
  });

  it("contract 13.7: the event of 'web-contents-created' is of the class of all others", async (t) => {
    const created = once(app, 'web-contents-created');
    const win = openWindow(t);
    const [event] = await created;
    const closed = once(win, 'closed');
    win.destroy();
    const [other] = await closed;
    assert.equal(event.constructor.name, 'Event');
    assert.equal(event.constructor, other.constructor);
    assert.deepEqual(Object.keys(event), ['sender']);
    assert.equal(event.preventDefault(), undefined);
    assert.equal(event.defaultPrevented, true);
  });

  it('design 2: a relative preload path is complained of and not used', async (t) => {
    const printed = captureConsole(t, 'error');
    const win = openWindow(t, { webPreferences: { preload: './preload.cjs' } });
    assert.equal(printed.length, 1);
    assert.match(String(printed[0][0]), /absolute path/);
    const errors = [];
    win.webContents.on('preload-error', (_event, path) => errors.push(path));
    await win.loadURL('about:blank');
    assert.deepEqual(errors, []);
  });
});

describe('the record of windows', () => {
  it('host 2: getAllWindows, fromId and fromWebContents know the living', (t) => {
    const [one, other] = [openWindow(t), openWindow(t)];
    assert.deepEqual(
      BrowserWindow.getAllWindows().map(({ id }) => id),
      [one.id, other.id],
    );
    assert.equal(BrowserWindow.fromId(one.id), one);
    assert.equal(BrowserWindow.fromWebContents(one.webContents), one);
    one.destroy();
    assert.equal(BrowserWindow.getAllWindows().length, 1);
    assert.equal(BrowserWindow.getAllWindows()[0], other);
    assert.equal(BrowserWindow.fromId(one.id), null);
    assert.equal(BrowserWindow.fromWebContents(one.webContents), null);
    assert.equal(BrowserWindow.fromId(123456), null);
  });

  it('host 2: fromWebContents gives nothing for a plain Worker', (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => void ipcRenderer.on('x', () => {}));
    assert.equal(BrowserWindow.fromWebContents(contents), null);
  });

  it('host 2: fromWebContents(event.sender) is the very window', async (t) => {
    const [one, other] = [await servingWindow(t), await servingWindow(t)];
    for (const win of [one, other]) {
      const [event, value] = await pinged(win, win.id);
      assert.equal(value, win.id);
      assert.equal(event.sender, win.webContents);
      assert.equal(event.senderFrame, win.webContents.mainFrame);
      assert.equal(BrowserWindow.fromWebContents(event.sender), win);
      assert.equal(event.senderFrame.url, 'about:blank');
    }
  });

  it('host 2: the focus is with the newest window until it is moved', (t) => {
    const one = openWindow(t);
    const other = openWindow(t, { show: false });
    const focused = () => BrowserWindow.getFocusedWindow();
    const seen = [];
    for (const name of ['focus', 'blur', 'show', 'hide']) {
      one.on(name, (...args) => seen.push([name, args.length, args[0].constructor.name]));
    }
    assert.equal(focused(), other);
    assert.deepEqual([one.isVisible(), other.isVisible()], [true, false]);
    one.focus();
    assert.equal(focused(), one);
    assert.deepEqual([one.isFocused(), other.isFocused()], [true, false]);
    other.blur();
    assert.equal(focused(), one);
    one.blur();
    assert.equal(focused(), null);
    other.show();
    assert.equal(focused(), other);
    assert.equal(other.isVisible(), true);
    other.hide();
    assert.equal(focused(), null);
    one.show();
    one.hide();
    assert.equal(one.isVisible(), false);
    other.focus();
    other.destroy();
    assert.equal(focused(), null);
    assert.deepEqual(
      seen,
      ['focus', 'blur', 'show', 'hide'].map((name) => [name, 1, 'Event']),
    );
  });
});

describe('the end of a window', () => {
  it("host 2: close() asks by 'close' and ends with 'closed' and 'destroyed'", async (t) => {
    const win = await servingWindow(t);
    const { webContents: contents } = win;
    const { id } = contents;
    const seen = [];
    win.on('close', (event) => {
      assert.equal(event.defaultPrevented, false);
      assert.equal(win.isDestroyed(), false);
      seen.push('close');
    });
    win.on('closed', () => {
      assert.equal(win.isDestroyed(), true);
      assert.equal(BrowserWindow.getAllWindows().includes(win), false);
      seen.push('closed');
    });
    contents.on('render-view-deleted', (_event, host) => seen.push(['render-view-deleted', host]));
    contents.on('render-process-gone', () => seen.push('render-process-gone'));
    const destroyed = once(contents, 'destroyed');
    win.close();
    await destroyed;
    assert.deepEqual(
      seen.filter((entry) => !String(entry).startsWith('render')),
      ['close', 'closed'],
    );
    assert.deepEqual(
      seen.filter((entry) => String(entry).startsWith('render')),
      [['render-view-deleted', id]],
    );
    assert.equal(contents.isDestroyed(), true);
    assert.equal(webContents.fromId(id), undefined);
  });

  it("host 2: a prevented 'close' leaves the window as it was", async (t) => {
    const win = await servingWindow(t);
    win.once('close', (event) => event.preventDefault());
    win.close();
    assert.equal(win.isDestroyed(), false);
    assert.equal((await pinged(win, 1))[1], 1);
  });

  it('host 2: destroy() does not ask, and is harmless the second time', async (t) => {
    const win = await servingWindow(t);
    const seen = [];
    win.on('close', () => seen.push('close'));
    win.on('closed', () => seen.push('closed'));
    const destroyed = once(win.webContents, 'destroyed');
    win.destroy();
    win.destroy();
    assert.equal(win.isDestroyed(), true);
    await destroyed;
    win.destroy();
    assert.deepEqual(seen, ['closed']);
  });

  it('host 2: closing the contents closes the window', async (t) => {
    const win = await servingWindow(t);
    const closed = once(win, 'closed');
    win.webContents.close();
    await closed;
    assert.equal(win.isDestroyed(), true);
  });

  it('184 the methods of a destroyed window throw', async (t) => {
    const win = await servingWindow(t);
    const { webContents: contents } = win;
    const destroyed = once(contents, 'destroyed');
    win.destroy();
    await destroyed;
    for (const name of ['close', 'focus', 'blur', 'show', 'hide', 'isFocused', 'isVisible']) {
      assert.throws(() => win[name](), destroyedError, name);
    }
    assert.throws(() => win.loadURL('about:blank'), destroyedError);
    assert.throws(() => win.loadFile('x.html'), destroyedError);
    for (const name of ['send', 'postMessage', 'reload', 'close', 'getURL']) {
      assert.throws(() => contents[name](), destroyedError, name);
    }
    for (const name of ['isLoading', 'isLoadingMainFrame', 'isCrashed', 'getProcessId']) {
      assert.throws(() => contents[name](), destroyedError, name);
    }
    for (const name of ['getOSProcessId', 'getOwnerBrowserWindow', 'getLastWebPreferences']) {
      assert.throws(() => contents[name](), destroyedError, name);
    }
    assert.throws(() => contents.forcefullyCrashRenderer(), destroyedError);
    await assert.rejects(contents.executeJavaScript('1'), destroyedError);
    assert.equal(win.isDestroyed(), true);
    assert.ok(win.id > 0);
    win.destroy();
    contents.destroy();
  });
});

describe('the process', () => {
  it('design 2: lives as long as a window that has loaded, and ends with it', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      await app.whenReady();
      const win = new BrowserWindow();
      win.on('closed', () => report('closed'));
      win.loadURL('about:blank').then(() => {
        report('loaded');
        // Nothing but the window keeps the process alive until this timer, which does not.
        setTimeout(() => win.close(), 50).unref();
      });
      process.on('exit', () => report(win.isDestroyed()));
    });
    assert.deepEqual(reports, ['loaded', 'closed', true]);
  });
});
