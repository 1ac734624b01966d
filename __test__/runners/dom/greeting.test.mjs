import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, BrowserWindow, ipcMain } from 'electron';

test('a click shows what main answers', async (t) => {
  ipcMain.handle('greet', (event, name) => `Hello ${name}, says main`);
  await app.whenReady();
  const preload = `${import.meta.dirname}/greeter.js`;
  const window = new BrowserWindow({ webPreferences: { preload } });
  t.after(() => window.destroy());
  await window.loadFile(`${import.meta.dirname}/greeting.html`);
  const text = await window.webContents.executeJavaScript(`new Promise((resolve) => {
    const shown = new MutationObserver(() => resolve(greeting.textContent));
    shown.observe(greeting, { childList: true });
    document.querySelector('button').click();
  })`);
  assert.equal(text, 'Hello page, says main');
});
