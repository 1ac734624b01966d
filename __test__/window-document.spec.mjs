// Host 1.3: the document of a window, where no library for documents is installed. The other case is in
// __test__/runners/dom, which ci/runners.mjs runs with jsdom and with happy-dom.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { app } from 'ipcmain';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

const html = (text) => `data:text/html,${encodeURIComponent(text)}`;

/** A window that has loaded a URL; destroyed with the test. */
async function openWindow(t, url, webPreferences) {
  const win = new BrowserWindow({ show: false, webPreferences });
  t.after(() => win.destroy());
  await win.loadURL(url);
  return win.webContents;
}

describe('a page without a document', () => {
  for (const [what, url] of [
    ['a page', html('<p>text</p>')],
    ['about:blank', 'about:blank'],
    ['a script', 'data:text/javascript,'],
  ]) {
    it(`host 1.3: ${what} says at the first touch what to install`, async (t) => {
      const contents = await openWindow(t, url);
      const seen = await contents.executeJavaScript(`(() => {
        try {
          document.querySelector('p');
        } catch ({ code, message }) {
          return [code, message];
        }
      })()`);
      assert.equal(seen[0], 'ERR_IPC_NO_DOCUMENT');
      assert.match(seen[1], /document\.querySelector .*npm install --save-dev jsdom, or happy-dom/);
    });
  }

  it('host 1.3: its scripts run when a browser runs them, and hear of it', async (t) => {
    const page = `<script>
        globalThis.seen = [['classic', document.readyState]];
        document.addEventListener('readystatechange', () => seen.push([document.readyState]));
        document.addEventListener('DOMContentLoaded', ({ type }) => seen.push([type, 'document']));
        window.addEventListener('DOMContentLoaded', ({ type }) => seen.push([type, 'window']));
        window.addEventListener('load', ({ type }) => seen.push([type, document.readyState]));
      </script>
      <script type="module">seen.push(['module', document.readyState]);</script>
      <script>seen.push(['last', document.readyState]);</script>`;
    const contents = await openWindow(t, html(page));
    assert.deepEqual(await contents.executeJavaScript('seen'), [
      ['classic', 'loading'],
      ['last', 'loading'],
      ['interactive'],
      ['module', 'interactive'],
      ['DOMContentLoaded', 'document'],
      ['DOMContentLoaded', 'window'],
      ['complete'],
      ['load', 'complete'],
    ]);
  });

  it('host 1.3: what asks whether there is one, or shows it, gets an answer', async (t) => {
    const contents = await openWindow(t, 'about:blank');
    const seen = await contents.executeJavaScript(`import('node:util').then(({ inspect }) => [
      typeof document, 'querySelector' in document, document.location === location,
      inspect(document).includes('readyState'), document.then,
    ])`);
    assert.deepEqual(seen, ['object', false, true, true, undefined]);
  });
});

describe('a library for documents that cannot be loaded', () => {
  it('host 1.3: is the cause of what the first touch says', async (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ipcmain-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const home = path.join(folder, 'node_modules/jsdom');
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(path.join(home, 'index.js'), `throw new Error('of another Node');`);
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    const ipcmain = JSON.stringify(fileURLToPath(new URL('../index.js', import.meta.url)));
    const main = `const { app, BrowserWindow } = require(${ipcmain});
      app.whenReady().then(async () => {
      const win = new BrowserWindow();
      const code = 'try { document.title } catch ({ code, cause }) { [code, cause.message] }';
      await win.loadURL('about:blank');
      console.log(JSON.stringify(await win.webContents.executeJavaScript(code)));
      win.close();
      });`;
    fs.writeFileSync(path.join(folder, 'main.js'), main);
    const options = { cwd: folder, timeout: 20_000 };
    const { stdout } = await promisify(execFile)(process.execPath, ['main.js'], options);
    assert.deepEqual(JSON.parse(stdout), ['ERR_IPC_NO_DOCUMENT', 'of another Node']);
  });
});
