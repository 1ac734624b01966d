// Host 2, tier A: the title of a page is that of its window.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { app, BrowserWindow } from 'ipcmain';

await app.whenReady();

const pageOf = (html) => `data:text/html,${encodeURIComponent(html)}`;
const titled = pageOf(
  '<!-- <title>no</title> --><script>"<title>no</title>"</script><title lang="en"> Notes\n &amp; more</title>',
);

function openWindow(t, options) {
  const win = new BrowserWindow({ show: false, ...options });
  t.after(() => win.destroy());
  return win;
}

describe('the title of a page', () => {
  for (const process of [false, true]) {
    it(`host 2: is told to its window and its contents, before it has loaded (process: ${process})`, async (t) => {
      const win = openWindow(t, { title: 'Mine', webPreferences: { process } });
      const heard = [];
      for (const [name, emitter] of Object.entries({ win, contents: win.webContents })) {
        emitter.on('page-title-updated', (event, title, explicitSet) => {
          heard.push([name, title, explicitSet, event.defaultPrevented, win.getTitle()]);
        });
      }
      assert.equal(win.getTitle(), 'Mine');
      assert.equal(win.webContents.getTitle(), '');
      await win.loadURL(titled);
      assert.deepEqual(heard, [
        ['win', 'Notes & more', true, false, 'Mine'],
        ['contents', 'Notes & more', true, false, 'Notes & more'],
      ]);
      assert.equal(win.webContents.getTitle(), 'Notes & more');
    });
  }

  it("host 2: leaves the window's own when a listener prevents it", async (t) => {
    const win = openWindow(t, { title: 'Mine' });
    win.on('page-title-updated', (event) => event.preventDefault());
    await win.loadURL(titled);
    assert.deepEqual([win.getTitle(), win.webContents.getTitle()], ['Mine', 'Notes & more']);
  });

  it('host 2: is gone with its page', async (t) => {
    const win = openWindow(t);
    await win.loadURL(titled);
    const navigated = once(win.webContents, 'did-navigate');
    const loaded = win.loadURL('about:blank');
    await navigated;
    await loaded;
    assert.equal(win.webContents.getTitle(), 'about:blank');
  });
});
