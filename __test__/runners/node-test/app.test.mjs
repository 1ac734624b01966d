import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { app } from 'electron';

let page;

before(async () => {
  const created = once(app, 'browser-window-created');
  await import('./app/main.js');
  const [, window] = await created;
  await once(window, 'ready-to-show');
  page = window.webContents;
});

after(() => app.quit());

test('a note that the page adds is kept by main', async () => {
  const run = (code) => page.executeJavaScript(code);
  assert.equal(await run(`notes.add({ text: 'milk', due: new Date(0) })`), 1);
  assert.equal(await run('notes.count()'), 1);
  assert.deepEqual(await run('seen'), [[{ text: 'milk', due: new Date(0) }]]);
});

test('a note without a text is refused', async () => {
  await assert.rejects(page.executeJavaScript('notes.add({})'), {
    message: "Error invoking remote method 'notes:add': TypeError: a note needs a text",
  });
});
