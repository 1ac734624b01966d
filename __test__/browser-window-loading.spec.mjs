// Design 2 and host 1.3, 1.4, 2: what the renderer of a window runs, and what loading says.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const folder = new URL('fixtures/window/', import.meta.url);
const urlOf = (name) => new URL(name, folder).href;
const fileOf = (name) => fileURLToPath(urlOf(name));

/** A window that is destroyed with the test. */
function openWindow(t, webPreferences) {
  const win = new BrowserWindow({ show: false, webPreferences });
  t.after(() => win.destroy());
  return win;
}

/** In a child: resolves when a text was printed. A Worker's output comes late, or not at all after its end. */
const printed = (text) =>
  new Promise((resolve) => {
    const { write } = process.stderr;
    let all = '';
    process.stderr.write = function (chunk, ...rest) {
      all += chunk;
      if (all.includes(text)) resolve();
      return write.call(this, chunk, ...rest);
    };
  });

/** What the renderers say by `api.say`, in order. */
function heard() {
  const said = [];
  ipcMain.on('said', (_event, ...args) => said.push(args));
  return said;
}

describe('what a window runs', () => {
  it('design 2: a CommonJS preload script comes first, then a classic script without require', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    assert.equal(await win.loadFile(fileOf('page.js')), undefined);
    assert.deepEqual(said, [
      ['preload', 'function', 'undefined'],
      ['page', 'undefined', 'undefined', true],
    ]);
  });

  it('design 2: a preload script can be a module, and the page waits for it', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.mjs') });
    await win.loadURL(urlOf('page.js'));
    assert.deepEqual(said, [
      ['preload', urlOf('preload.mjs'), 'undefined'],
      ['page', 'undefined', 'undefined', true],
    ]);
  });

  it('design 2: a page can be a module, which is waited for', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    await win.loadFile(fileOf('page.mjs'));
    assert.deepEqual(said.slice(1), [['module', urlOf('page.mjs')]]);
  });

  it('design 2: loadFile takes a path relative to the folder of the program', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    await win.loadFile(path.relative(app.getAppPath(), fileOf('page.mjs')));
    assert.deepEqual(said.slice(1), [['module', urlOf('page.mjs')]]);
    assert.equal(win.webContents.getURL(), urlOf('page.mjs'));
  });

  it('design 2: with nodeIntegration the page has require, from the folder of the program', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs'), nodeIntegration: true });
    await win.loadFile(fileOf('page.js'));
    assert.deepEqual(said.slice(1), [['page', 'function', 'undefined', true]]);
    assert.equal(
      await win.webContents.executeJavaScript("typeof require('ipcmain').ipcRenderer.send"),
      'function',
    );
  });

  it('design 2: the scripts of a page run in their order, modules after the others, and one that throws ends none', async () => {
    const child = await runInChild(
      using(async ({ require, report, data }, printed) => {
        const { app, BrowserWindow, ipcMain } = require('ipcmain');
        const error = printed('Error: thrown by a script\n');
        ipcMain.on('said', (_event, ...args) => report(args));
        await app.whenReady();
        const win = new BrowserWindow({ webPreferences: { preload: data.preload } });
        await win.loadURL(data.page);
        report('loaded');
        await error;
        win.close();
      }, printed),
      { data: { preload: fileOf('preload.cjs'), page: urlOf('page.html') } },
    );
    assert.deepEqual(child.reports, [
      ['preload', 'function', 'undefined'],
      ['inline', 'first'],
      ['page', 'undefined', 'undefined', true],
      ['page', 'undefined', 'undefined', true],
      ['last', 'first'],
      ['inline module', 'first'],
      ['module', urlOf('page.mjs')],
      'loaded',
    ]);
    assert.deepEqual([child.code, child.signal], [0, null]);
    assert.equal(child.stderr.match(/Error: thrown by a script\n/g)?.length, 1, child.stderr);
  });

  it('design 2: contextBridge puts an API on the global once, whatever contextIsolation says', async (t) => {
    for (const contextIsolation of [true, false]) {
      const win = openWindow(t, { preload: fileOf('preload.cjs'), contextIsolation });
      await win.loadURL('about:blank');
      const run = (code) => win.webContents.executeJavaScript(code);
      assert.equal(await run('typeof window.api.say'), 'function');
      const again =
        'import("ipcmain").then((all) => all.contextBridge.exposeInMainWorld("api", 1))';
      await assert.rejects(run(again), {
        name: 'Error',
        message: 'Cannot bind an API on top of an existing property on the window object',
      });
      assert.equal(await run('typeof api.say'), 'function');
    }
  });

  it('design 2: a data: URL is a page or a script', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    const html = (text) => `data:text/html,${encodeURIComponent(text)}`;
    await win.loadURL(html('<script>api.say("100% page")</script>'));
    assert.deepEqual(said.splice(0).slice(1), [['100% page']]);
    const base64 = Buffer.from('<script>api.say("ü")</script>').toString('base64');
    await win.loadURL(`data:text/html;charset=utf-8;base64,${base64}`);
    assert.deepEqual(said.splice(0).slice(1), [['ü']]);
    await win.loadURL('data:text/javascript,globalThis.api.say("script")');
    assert.deepEqual(said.splice(0).slice(1), [['script']]);
    await win.loadURL('data:text/html,');
    assert.equal(said.splice(0).length, 1);
  });

  it('design 2: about:blank runs the preload script alone', async (t) => {
    const said = heard();
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    await win.loadURL('about:blank');
    assert.equal(said.length, 1);
    assert.equal(win.webContents.getURL(), 'about:blank');
    assert.equal(win.webContents.mainFrame.url, 'about:blank');
    assert.equal(
      await win.webContents.executeJavaScript('window === self && self === globalThis'),
      true,
    );
  });

  // The preload script sees these as well: there is one world.
  for (const [code, value] of [
    ['[window, self, globalThis.top].map((scope) => scope === globalThis)', [true, true, true]],
    ['[globalThis.location?.href, globalThis.location?.protocol]', ['about:blank', 'about:']],
    ['typeof document === "object" && document.location === location', true],
    ['typeof globalThis.document?.addEventListener', 'function'],
    ['typeof globalThis.addEventListener', 'function'],
    ['typeof globalThis.removeEventListener', 'function'],
    ['typeof globalThis.postMessage', 'function'],
    ['[process.contextIsolated, process.isMainFrame, process.sandboxed]', [false, true, false]],
  ]) {
    it(`host 1.3: the renderer of a window has ${code}`, async (t) => {
      const win = openWindow(t);
      await win.loadURL('about:blank');
      assert.deepEqual(await win.webContents.executeJavaScript(code), value);
    });
  }
});

describe('a preload script that fails', () => {
  it("design 2: is a 'preload-error' and printed; the page runs all the same", async () => {
    const child = await runInChild(
      using(async ({ require, report, data }, printed) => {
        const { app, BrowserWindow, ipcMain } = require('ipcmain');
        const error = printed('RangeError: thrown by the preload script\n');
        ipcMain.on('said', (_event, name) => report(name));
        await app.whenReady();
        const win = new BrowserWindow({ webPreferences: { preload: data.preload } });
        win.webContents.on('preload-error', (event, path, error) => {
          report([event.constructor.name, path, error.constructor.name, error.message]);
        });
        await win.loadURL(data.page);
        await error;
        win.close();
      }, printed),
      { data: { preload: fileOf('preload-throws.cjs'), page: urlOf('page.js') } },
    );
    assert.deepEqual(child.reports, [
      'preload',
      'page',
      ['Event', fileOf('preload-throws.cjs'), 'RangeError', 'thrown by the preload script'],
    ]);
    assert.deepEqual([child.code, child.signal], [0, null]);
    assert.ok(
      child.stderr.startsWith(`Unable to load preload script: ${fileOf('preload-throws.cjs')}\n`),
    );
    assert.match(child.stderr, /RangeError: thrown by the preload script\n/);
  });

  it('design 2: so is one that does not exist', async () => {
    const child = await runInChild(async ({ require, report }) => {
      const { app, BrowserWindow } = require('ipcmain');
      await app.whenReady();
      const win = new BrowserWindow({ webPreferences: { preload: '/does/not/exist.cjs' } });
      win.webContents.on('preload-error', (_event, path, error) => report([path, error.message]));
      await win.loadURL('about:blank');
      win.close();
    });
    assert.equal(child.reports.length, 1);
    assert.equal(child.reports[0][0], '/does/not/exist.cjs');
    assert.match(child.reports[0][1], /^Cannot find module '\/does\/not\/exist\.cjs'/);
    assert.deepEqual([child.code, child.signal], [0, null]);
  });
});

describe('loading', () => {
  it('host 2: isLoading lasts until the scripts have run, and the events come in order', async (t) => {
    const win = openWindow(t, { preload: fileOf('preload.cjs') });
    const { webContents: contents } = win;
    const seen = [];
    for (const name of [
      'did-start-loading',
      'did-start-navigation',
      'dom-ready',
      'did-finish-load',
      'did-fail-load',
      'did-stop-loading',
    ]) {
      contents.on(name, (event) => seen.push([name, contents.isLoading(), event.url]));
    }
    ipcMain.on('said', (_event, name) => seen.push([name, contents.isLoading()]));
    assert.equal(contents.isLoading(), false);
    assert.equal(contents.getURL(), '');
    const loaded = win.loadURL(urlOf('page.mjs'));
    assert.equal(contents.isLoading(), true);
    assert.equal(contents.isLoadingMainFrame(), true);
    contents.once('did-start-navigation', () => assert.fail('it has come with loadURL'));
    await loaded;
    contents.removeAllListeners('did-start-navigation');
    assert.equal(contents.isLoadingMainFrame(), false);
    assert.deepEqual(seen, [
      ['did-start-loading', true, undefined],
      ['did-start-navigation', true, urlOf('page.mjs')],
      ['preload', true],
      ['module', true],
      ['dom-ready', false, undefined],
      ['did-finish-load', false, undefined],
      ['did-stop-loading', false, undefined],
    ]);
  });

  it("host 2: 'did-start-navigation' carries its details on the event", async (t) => {
    const win = openWindow(t);
    const started = once(win.webContents, 'did-start-navigation');
    await win.loadURL('about:blank');
    const [event] = await started;
    assert.equal(event.isSameDocument, false);
    assert.equal(event.isMainFrame, true);
    assert.equal(event.frame, win.webContents.mainFrame);
    assert.equal(event.url, 'about:blank');
  });

  for (const [what, url, code, errno] of [
    ['a missing file', urlOf('missing.html'), 'ERR_FILE_NOT_FOUND', -6],
    ['an unknown scheme', 'gopher://localhost/', 'ERR_UNKNOWN_URL_SCHEME', -302],
    ['what is no URL', 'no URL', 'ERR_INVALID_URL', -300],
  ]) {
    it(`design 2: ${what} rejects with ${code}, and the next URL loads`, async (t) => {
      const win = openWindow(t, { preload: fileOf('serves.cjs') });
      const failed = once(win.webContents, 'did-fail-load');
      await assert.rejects(win.loadURL(url), (error) => {
        assert.equal(error.constructor, Error);
        assert.equal(error.message, `${code} (${errno}) loading '${url}'`);
        assert.deepEqual([error.code, error.errno, error.url], [code, errno, url]);
        return true;
      });
      const { processId, routingId } = win.webContents.mainFrame;
      assert.deepEqual((await failed).slice(1), [errno, code, url, true, processId, routingId]);
      assert.equal(win.webContents.isLoading(), false);
      await win.loadURL('about:blank');
      const pong = nextMessage(ipcMain, 'pong');
      win.webContents.send('ping', 1);
      assert.equal((await pong)[1], 1);
    });
  }
});
