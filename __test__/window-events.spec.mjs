// Host 1.3, 1.4: the events of a window that has no document, and what a preload script hands to its page by them.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, ipcMain, MessageChannelMain } from 'ipcmain';
import { captureConsole, nextMessage } from './support/main.mjs';

await app.whenReady();

let folder;
before(() => (folder = mkdtempSync(path.join(tmpdir(), 'ipcmain-events-'))));
after(() => rmSync(folder, { recursive: true }));

function fileWith(name, text) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function openWindow(t, { preload, page } = {}) {
  const win = new BrowserWindow({ show: false, webPreferences: { preload } });
  t.after(() => win.destroy());
  await (page === undefined ? win.loadURL('about:blank') : win.loadFile(page));
  return win;
}

const run = (win, code) => win.webContents.executeJavaScript(code);

/** Runs code that calls `resolve` with what is to be seen. */
const seen = (win, code) => run(win, `new Promise((resolve) => { ${code} })`);

describe('window.postMessage', () => {
  it('host 1.3: hands the port that main has sent from the preload script to the page', async (t) => {
    const ipcmain = JSON.stringify(path.resolve(import.meta.dirname, '..'));
    const preload = fileWith(
      'ports.cjs',
      `const { ipcRenderer } = require(${ipcmain});
      const windowLoaded = new Promise((resolve) => { window.onload = resolve; });
      ipcRenderer.on('main-world-port', async (event) => {
        await windowLoaded;
        window.postMessage('main-world-port', '*', event.ports);
      });`,
    );
    const page = fileWith(
      'ports.html',
      `<script>
        window.onmessage = (event) => {
          if (event.source !== window || event.data !== 'main-world-port') return;
          const [port] = event.ports;
          port.onmessage = ({ data }) => port.postMessage([data, event.ports.length, event.origin]);
        };
      </script>`,
    );
    const win = new BrowserWindow({ show: false, webPreferences: { preload } });
    t.after(() => win.destroy());
    const { port1, port2 } = new MessageChannelMain();
    const answer = nextMessage(port2, 'message');
    port2.start();
    port2.postMessage({ test: 21 });
    win.once('ready-to-show', () => win.webContents.postMessage('main-world-port', null, [port1]));
    await win.loadFile(page);
    const [{ data }] = await answer;
    assert.deepEqual(data, [{ test: 21 }, 1, 'file://']);
    port2.close();
  });

  it('host 1.3: takes options, moves what is to be moved, and keeps copies apart', async (t) => {
    const win = await openWindow(t);
    const [data, moved, same] = await seen(
      win,
      `const buffer = new ArrayBuffer(8);
      const list = [1];
      addEventListener('message', ({ data, ports }) =>
        resolve([[data.buffer.byteLength, ports.length], buffer.byteLength, data.list === list]));
      window.postMessage({ buffer, list }, { targetOrigin: '*', transfer: [buffer] });`,
    );
    assert.deepEqual([data, moved, same], [[8, 0], 0, false]);
  });

  it('host 1.3: reaches only the origin that it is for', async (t) => {
    const page = fileWith('origin.html', '');
    const win = await openWindow(t, { page });
    const data = await seen(
      win,
      `addEventListener('message', ({ data }) => resolve(data));
      window.postMessage('for another', 'https://example.com');
      window.postMessage('for this', 'file://');`,
    );
    assert.equal(data, 'for this');
    await assert.rejects(
      seen(
        win,
        `try { postMessage(1, 'nowhere'); } catch (error) { throw new Error(error.name); }`,
      ),
      { message: 'SyntaxError' },
    );
  });

  it('host 1.3: refuses what cannot be cloned at once', async (t) => {
    const win = await openWindow(t);
    const name = await seen(
      win,
      `try { window.postMessage(() => {}, '*'); } catch (error) { resolve(error.name); }`,
    );
    assert.equal(name, 'DataCloneError');
  });
});

describe('the handlers of a window', () => {
  it('host 1.3: are called, replaced and taken away', async (t) => {
    const win = await openWindow(t);
    const calls = await seen(
      win,
      `const calls = [onmessage];
      window.onmessage = () => calls.push('never');
      window.onmessage = function ({ data }) { calls.push([data, this === window]); };
      addEventListener('message', () => { onmessage = null; calls.push(onmessage); });
      addEventListener('message', ({ data }) => { if (data === 2) resolve(calls); });
      postMessage(1, '*');
      postMessage(2, '*');`,
    );
    assert.deepEqual(calls, [null, [1, true], null, null]);
  });

  it('host 1.3: onload of a preload script and of a page come once the page has run', async (t) => {
    const said = [];
    ipcMain.on('events:said', (_event, text) => said.push(text));
    t.after(() => ipcMain.removeAllListeners('events:said'));
    const ipcmain = JSON.stringify(path.resolve(import.meta.dirname, '..'));
    const preload = fileWith(
      'load.cjs',
      `const { ipcRenderer } = require(${ipcmain});
      window.say = (text) => ipcRenderer.send('events:said', text);
      window.addEventListener('load', () => say('load'));`,
    );
    const page = fileWith(
      'load.html',
      `<script>window.onload = () => say('onload');</script>
      <script type="module">say('module');</script>`,
    );
    await openWindow(t, { preload, page });
    assert.deepEqual(said, ['module', 'load', 'onload']);
  });
});

describe('an error that nobody catches', () => {
  it('host 1.4: is told with its text and its place', async (t) => {
    const script = fileWith(
      'throws.js',
      `\n\n  setTimeout(() => thrower());\nvar thrower = () => {\n  throw new TypeError('boom');\n};\n`,
    );
    const page = fileWith(
      'throws.html',
      `<script>window.onerror = (...args) => { window.seen = args; return true; };</script><script src="throws.js"></script>`,
    );
    const printed = captureConsole(t, 'error');
    const win = await openWindow(t, { page });
    const [message, filename, line, column, text] = await run(
      win,
      `new Promise(function look(resolve) {
        if (!window.seen) return setImmediate(look, resolve);
        const [message, filename, line, column, error] = window.seen;
        resolve([message, filename, line, column, error.message]);
      })`,
    );
    assert.deepEqual(
      [message, filename, line, column, text],
      ['Uncaught TypeError: boom', pathToFileURL(script).href, 5, 9, 'boom'],
    );
    assert.deepEqual(printed, []);
  });

  it('host 1.4: need not be an Error', async (t) => {
    const win = await openWindow(t);
    const details = await seen(
      win,
      `addEventListener('error', (event) => {
        event.preventDefault();
        const { type, message, filename, lineno, colno, error } = event;
        resolve([type, message, filename, lineno, colno, error]);
      });
      setTimeout(() => { throw 5; });`,
    );
    assert.deepEqual(details, ['error', 'Uncaught 5', '', 0, 0, 5]);
  });

  it('host 1.4: so is a rejection', async (t) => {
    const win = await openWindow(t);
    const details = await seen(
      win,
      `onunhandledrejection = ({ reason, promise }) => {
        resolve([reason.message, promise instanceof Promise]);
        return false;
      };
      Promise.reject(new Error('boom'));`,
    );
    assert.deepEqual(details, ['boom', true]);
  });
});
