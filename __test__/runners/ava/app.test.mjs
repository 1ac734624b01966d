import { once } from 'node:events';
import test from 'ava';
import { app } from 'electron';

let page;

test.before(async () => {
  const created = once(app, 'browser-window-created');
  await import('./app/main.js');
  const [, window] = await created;
  await once(window, 'ready-to-show');
  page = window.webContents;
});

test.after.always(() => app.quit());

test('a note that the page adds is kept by main', async (t) => {
  const run = (code) => page.executeJavaScript(code);
  t.is(await run(`notes.add({ text: 'milk', due: new Date(0) })`), 1);
  t.is(await run('notes.count()'), 1);
  t.deepEqual(await run('seen'), [[{ text: 'milk', due: new Date(0) }]]);
});

test('a note without a text is refused', async (t) => {
  await t.throwsAsync(page.executeJavaScript('notes.add({})'), {
    message: "Error invoking remote method 'notes:add': TypeError: a note needs a text",
  });
});
