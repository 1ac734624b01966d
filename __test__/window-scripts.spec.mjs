// Design 2 and host 1.3, 1.4: which scripts of a page run, and what becomes of their errors.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain } from 'ipcmain';
import { clearMain } from './support/main.mjs';
import { reportsOf } from './support/children.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const folder = new URL('fixtures/window/', import.meta.url);
const urlOf = (name) => new URL(name, folder).href;
const fileOf = (name) => fileURLToPath(urlOf(name));
const html = (text) => `data:text/html,${encodeURIComponent(text)}`;

/** A window whose page can say something; destroyed with the test. */
function openWindow(t) {
  const win = new BrowserWindow({
    show: false,
    webPreferences: { preload: fileOf('preload.cjs') },
  });
  t.after(() => win.destroy());
  return win;
}

/** What the page says by `api.say`, in order. */
function heard() {
  const said = [];
  ipcMain.on('said', (_event, ...args) => args[0] !== 'preload' && said.push(args));
  return said;
}

describe('the scripts of a page', () => {
  it('design 2: run when a browser would run them, and import from where the page is', async (t) => {
    const said = heard();
    await openWindow(t).loadFile(fileOf('kinds.html'));
    assert.deepEqual(said, [
      ['no comment <!-- '],
      ['classic', 'object', true],
      ['another spelling'],
      ['no type'],
      ['import()', 'of a module'],
      ['import() of a file', 'of a module'],
      ['inline module', 'of a module', 'function'],
    ]);
  });

  it('design 2: a data: page with a script that has no absolute URL runs the others', async (t) => {
    const said = heard();
    const win = openWindow(t);
    await win.loadURL(html('<script src="x.js"></script><script>api.say("next")</script>'));
    assert.deepEqual(said, [['next']]);
  });

  it('design 2: a page that cannot be read rejects', async (t) => {
    const win = openWindow(t);
    const failed = once(win.webContents, 'did-fail-load');
    await assert.rejects(win.loadURL('data:text/html,%'), { code: 'ERR_FAILED', errno: -2 });
    await failed;
    assert.equal(win.webContents.isLoading(), false);
  });
});

describe('additionalArguments', () => {
  for (const process of [false, true]) {
    it(`host 2: stand at the end of process.argv (process: ${process})`, async (t) => {
      const additionalArguments = ['--user=one', 'two'];
      const win = new BrowserWindow({
        show: false,
        webPreferences: { nodeIntegration: true, additionalArguments, process },
      });
      t.after(() => win.destroy());
      await win.loadURL(html(''));
      const found = await win.webContents.executeJavaScript('process.argv.slice(-2)');
      assert.deepEqual(found, additionalArguments);
    });
  }
});

describe('a listener for errors that fails itself', () => {
  for (const [kind, listener] of [
    ['throws', '() => { throw new Error("again"); }'],
    ['rejects', 'async () => { throw new Error("again"); }'],
    ['throws as an object', '{ handleEvent() { throw new Error("again"); } }'],
  ]) {
    it(`host 1.4: and ${kind} is called once`, async (t) => {
      const said = heard();
      const win = openWindow(t);
      await win.loadURL(
        html(`<script>
          console.error = (...args) => api.say(args.map((arg) => arg.message ?? arg).join(' '));
          addEventListener('error', ${listener});
          addEventListener('unhandledrejection', ${listener});
          setTimeout(() => {
            setTimeout(() => {
              Promise.reject(new Error('rejected'));
              setTimeout(() => ipcEnd());
            });
            throw new Error('thrown');
          });
          globalThis.ended = new Promise((resolve) => { globalThis.ipcEnd = resolve; });
        </script>`),
      );
      await win.webContents.executeJavaScript('ended');
      assert.deepEqual(said.map(([text]) => text).toSorted(), [
        'Uncaught (in promise) rejected',
        'Uncaught again',
        'Uncaught again',
        'Uncaught thrown',
      ]);
    });
  }

  it('host 1.4: and makes another rejection each time leaves the page able to do other things', async (t) => {
    const win = openWindow(t);
    await win.loadURL(
      html(`<script>
        let times = 0;
        globalThis.often = new Promise((resolve) => {
          addEventListener('unhandledrejection', (event) => {
            event.preventDefault();
            Promise.reject(new Error('again'));
            if (++times === 3) resolve(times);
          });
        });
        Promise.reject(new Error('first'));
      </script>`),
    );
    assert.equal(await win.webContents.executeJavaScript('often'), 3);
    assert.equal(await win.webContents.executeJavaScript('1 + 1'), 2);
  });

  it('host 1.3: it can be removed, and is not added twice', async (t) => {
    const said = heard();
    const win = openWindow(t);
    await win.loadURL(
      html(`<script>
        console.error = () => {};
        const listener = (event) => api.say(event.error.message);
        addEventListener('error', listener);
        addEventListener('error', listener);
        addEventListener('error', null);
        const thrown = (message) => new Promise((resolve) => {
          setTimeout(() => { setTimeout(resolve); throw new Error(message); });
        });
        globalThis.ended = thrown('first').then(() => {
          removeEventListener('error', listener);
          return thrown('second');
        });
      </script>`),
    );
    await win.webContents.executeJavaScript('ended');
    assert.deepEqual(said, [['first']]);
  });
});

describe('loadFile and loadURL', () => {
  it('host 2: loadFile looks from app.getAppPath(), wherever the process is', async () => {
    const reports = await reportsOf(async ({ require, report }) => {
      const path = require('node:path');
      const { pathToFileURL } = require('node:url');
      const { app, BrowserWindow } = require('ipcmain');
      await app.whenReady();
      const win = new BrowserWindow();
      process.chdir('/');
      const file = path.join('__test__', 'fixtures', 'window', 'page-empty.mjs');
      await win.loadFile(file);
      report(win.webContents.getURL() === pathToFileURL(path.join(app.getAppPath(), file)).href);
      await win.webContents.loadFile(file);
      win.close();
    });
    assert.deepEqual(reports, [true]);
  });

  it('host 2: what is no string throws', (t) => {
    const win = openWindow(t);
    for (const target of [win, win.webContents]) {
      assert.throws(() => target.loadFile(5), {
        name: 'TypeError',
        message: 'Must pass filePath as a string',
      });
      const failure = 'Error processing argument at index 0, conversion failure from ';
      assert.throws(() => target.loadURL(5), { name: 'TypeError', message: failure });
      assert.throws(() => target.loadURL(), { name: 'TypeError', message: `${failure}undefined` });
    }
    assert.equal(win.webContents.isLoading(), false);
  });

  for (const [what, url] of [
    ['a folder', folder.href],
    ['a file of another machine', 'file://elsewhere.example/page.html'],
    ['a file with an impossible name', 'file:///a%00b%2Fc.html'],
  ]) {
    it(`host 2: ${what} is not found`, async (t) => {
      const win = openWindow(t);
      const failed = once(win.webContents, 'did-fail-load');
      await assert.rejects(win.loadURL(url), {
        message: `ERR_FILE_NOT_FOUND (-6) loading '${url}'`,
        code: 'ERR_FILE_NOT_FOUND',
        errno: -6,
        url,
      });
      await failed;
    });
  }
});
