// Host 2, tier A: what a page wants of its window: to go somewhere else, to close it, to open another one.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, ipcMain } from 'ipcmain';
import { captureConsole } from './support/main.mjs';

await app.whenReady();

const ipcmain = JSON.stringify(path.resolve(import.meta.dirname, '..'));

let folder;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ipcmain-wishes-'));
  for (const name of ['one', 'two']) {
    writeFileSync(path.join(folder, `${name}.html`), `<script>window.name = '${name}'</script>`);
  }
});
after(() => rmSync(folder, { recursive: true }));

const urlOf = (name) => pathToFileURL(path.join(folder, name)).href;

async function openWindow(t, webPreferences) {
  const win = new BrowserWindow({ show: false, webPreferences });
  t.after(() => win.destroy());
  await win.loadURL(urlOf('one.html'));
  return win;
}

const run = (win, code) => win.webContents.executeJavaScript(code);

describe('a page that goes somewhere else', () => {
  for (const [how, code] of [
    ['location.href', `location.href = 'two.html'`],
    ['location', `location = 'two.html'`],
    ['document.location', `document.location = 'two.html'`],
    ['location.pathname', `location.pathname = location.pathname.replace('one', 'two')`],
    ['location.assign', `location.assign('two.html')`],
    ['location.replace', `window.location.replace('two.html')`],
    ['open in itself', `open('two.html', '_self')`],
  ]) {
    it(`host 2: by ${how}, asks main, and is loaded anew`, async (t) => {
      const win = await openWindow(t);
      const asked = once(win.webContents, 'will-navigate');
      const loaded = once(win.webContents, 'did-finish-load');
      await run(win, `${code}; 0`);
      const [event, url, isInPlace, isMainFrame] = await asked;
      assert.deepEqual([url, isInPlace, isMainFrame], [urlOf('two.html'), false, true]);
      assert.deepEqual([event.url, event.frame], [url, win.webContents.mainFrame]);
      const [, navigated, response] = await once(win.webContents, 'did-navigate');
      assert.deepEqual([navigated, response], [url, -1]);
      await loaded;
      assert.equal(await run(win, 'window.name'), 'two');
      assert.equal(win.webContents.getURL(), urlOf('two.html'));
    });
  }

  it('host 2: stays when a listener prevents it', async (t) => {
    const win = await openWindow(t);
    win.webContents.once('will-navigate', (event) => event.preventDefault());
    const asked = once(win.webContents, 'will-navigate');
    await run(win, `location.href = 'https://example.com/'; 0`);
    assert.equal((await asked)[1], 'https://example.com/');
    assert.equal(await run(win, 'window.name'), 'one');
    assert.equal(win.webContents.isLoading(), false);
  });

  it('host 2: within its document says hashchange, and nothing is loaded', async (t) => {
    const win = await openWindow(t);
    win.webContents.on('will-navigate', () => assert.fail('nothing to ask'));
    const seen = await run(
      win,
      `new Promise((resolve) => {
        window.onhashchange = ({ oldURL, newURL }) =>
          resolve([oldURL, newURL, location.hash, location.href, String(location)]);
        location.hash = 'part';
      })`,
    );
    const next = `${urlOf('one.html')}#part`;
    assert.deepEqual(seen, [urlOf('one.html'), next, '#part', next, next]);
    assert.equal(await run(win, 'window.name'), 'one');
  });

  it('host 2: by location.reload() is the same page anew', async (t) => {
    const win = await openWindow(t);
    const loaded = once(win.webContents, 'did-finish-load');
    await run(win, `window.name = 'changed'; location.reload(); 0`);
    await loaded;
    assert.equal(await run(win, 'window.name'), 'one');
  });
});

describe('a page that closes its window', () => {
  it('host 2: asks as win.close() does, after what it has sent', async (t) => {
    const preload = path.join(folder, 'closes.cjs');
    writeFileSync(
      preload,
      `const { ipcRenderer } = require(${ipcmain});
      window.end = () => { for (let i = 0; i < 500; i++) ipcRenderer.send('wishes:said', i); window.close(); };`,
    );
    const said = [];
    ipcMain.on('wishes:said', (_event, number) => said.push(number));
    t.after(() => ipcMain.removeAllListeners('wishes:said'));
    const win = await openWindow(t, { preload });
    win.once('close', (event) => event.preventDefault());
    const asked = once(win, 'close');
    await run(win, 'window.close()');
    await asked;
    assert.equal(win.isDestroyed(), false);
    const closed = once(win, 'closed');
    await run(win, 'end()').catch(() => {});
    await closed;
    assert.equal(said.length, 500);
  });
});

describe('a page that opens a window', () => {
  it('host 2: asks the handler, which can refuse it', async (t) => {
    const win = await openWindow(t);
    const windows = BrowserWindow.getAllWindows().length;
    const asked = new Promise((resolve) => {
      win.webContents.setWindowOpenHandler((details) => {
        resolve(details);
        return { action: 'deny' };
      });
    });
    assert.equal(await run(win, `open('https://example.com/', 'help', 'width=1')`), null);
    assert.deepEqual(await asked, {
      url: 'https://example.com/',
      frameName: 'help',
      features: 'width=1',
      disposition: 'new-window',
      referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
      postBody: undefined,
    });
    assert.equal(BrowserWindow.getAllWindows().length, windows);
  });

  it('host 2: gets one that is as strict as its own, with what the handler wants', async (t) => {
    const win = await openWindow(t, { nodeIntegration: false });
    win.webContents.setWindowOpenHandler(() => ({
      action: 'allow',
      overrideBrowserWindowOptions: { title: 'Two', webPreferences: { partition: 'two' } },
    }));
    const created = once(win.webContents, 'did-create-window');
    await run(win, `open('two.html')`);
    const [window, { url, options, disposition }] = await created;
    t.after(() => window.destroy());
    await once(window.webContents, 'did-finish-load');
    assert.deepEqual([url, disposition], [urlOf('two.html'), 'foreground-tab']);
    assert.equal(options.webPreferences.nodeIntegration, false);
    assert.deepEqual([window.getTitle(), await run(window, 'window.name')], ['Two', 'two']);
  });

  it('host 2: may, without a handler', async (t) => {
    const win = await openWindow(t);
    const created = once(app, 'browser-window-created');
    await run(win, 'open()');
    const [, window] = await created;
    t.after(() => window.destroy());
    await once(window.webContents, 'did-finish-load');
    assert.equal(window.webContents.getURL(), 'about:blank');
  });

  it('host 2: gets none when the handler says nothing, and main complains as in Electron', async (t) => {
    const win = await openWindow(t);
    const printed = captureConsole(t, 'error');
    const windows = BrowserWindow.getAllWindows().length;
    for (const response of [undefined, null, {}]) {
      const asked = new Promise((resolve) => {
        win.webContents.setWindowOpenHandler(() => (setImmediate(resolve), response));
      });
      await run(win, `open('two.html')`);
      await asked;
    }
    assert.deepEqual(printed.flat(), [
      "The window open handler response must be an object, but was instead of type 'undefined'.",
      'The window open handler response must be an object, but was instead null.',
      "The window open handler response must be an object with an 'action' property of 'allow' or 'deny'.",
    ]);
    assert.equal(BrowserWindow.getAllWindows().length, windows);
  });
});
