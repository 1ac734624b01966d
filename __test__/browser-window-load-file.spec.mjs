// Design 2: loadFile, whose options are Electron's: they end up in the URL and leave the file what it is.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { app } from 'ipcmain';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

let folder;
before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ipcmain-'))));
after(() => fs.rmSync(folder, { recursive: true }));

/** A file whose name has all that means something in a URL. */
function pageOf(extension, text) {
  const file = path.join(folder, `a #1 100%20 page.${extension}`);
  fs.writeFileSync(file, text);
  return file;
}

/** A window that is destroyed with the test. */
function openWindow(t) {
  const win = new BrowserWindow({ show: false });
  t.after(() => win.destroy());
  return win;
}

const readPage = '[globalThis.ran, location.href, location.search + location.hash]';

describe('loadFile', () => {
  for (const [what, options, end] of [
    ['no options', undefined, ''],
    ['empty options', {}, ''],
    ['a query', { query: { a: '1', b: 'x y', c: '&=#' } }, '?a=1&b=x%20y&c=%26%3D%23'],
    ['a search', { search: '?a=1' }, '?a=1'],
    ['a search without its mark', { search: 'a=1' }, '?a=1'],
    ['a search, which wins over a query', { search: 'a=1', query: { b: '2' } }, '?a=1'],
    ['a hash', { hash: '#/route' }, '#/route'],
    ['a hash without its mark', { hash: 'part' }, '#part'],
    ['a query and a hash', { query: { a: '1' }, hash: 'part' }, '?a=1#part'],
  ]) {
    it(`design 2: it obeys ${what}, and finds the file`, async (t) => {
      const file = pageOf('html', '<script>var ran = "page";</script>');
      const url = pathToFileURL(file).href + end;
      const win = openWindow(t);
      assert.equal(await win.loadFile(file, options), undefined);
      assert.equal(win.webContents.getURL(), url);
      const page = await win.webContents.executeJavaScript(readPage);
      assert.deepEqual(page, ['page', url, end]);
    });
  }

  const options = { query: { a: '1' }, hash: 'part' };

  for (const [what, extension, text] of [
    ['a classic script', 'js', 'var ran = "script"'],
    ['a module', 'mjs', 'globalThis.ran = new URL(import.meta.url).search'],
  ]) {
    it(`design 2: it obeys them for ${what}, also when that is loaded anew`, async (t) => {
      const win = openWindow(t);
      const { webContents: contents } = win;
      const ran = extension === 'js' ? 'script' : '?a=1';
      await win.loadFile(pageOf(extension, text), options);
      const [first, url, end] = await contents.executeJavaScript(readPage);
      assert.deepEqual([first, end], [ran, '?a=1#part']);
      const loaded = once(contents, 'did-finish-load');
      contents.reload();
      await loaded;
      assert.deepEqual(await contents.executeJavaScript(readPage), [ran, url, end]);
    });
  }

  it('design 2: a missing file is told with the whole URL', async (t) => {
    const file = path.join(folder, 'missing.html');
    const url = `${pathToFileURL(file).href}?a=1#part`;
    const expected = { code: 'ERR_FILE_NOT_FOUND', errno: -6, url };
    await assert.rejects(openWindow(t).loadFile(file, options), expected);
  });
});
