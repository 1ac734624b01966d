const { once } = require('node:events');
const { app } = require('electron');

let page;

beforeAll(async () => {
  const created = once(app, 'browser-window-created');
  require('./app/main');
  const [, window] = await created;
  await once(window, 'ready-to-show');
  page = window.webContents;
});

afterAll(() => app.quit());

test('a note that the page adds is kept by main', async () => {
  const run = (code) => page.executeJavaScript(code);
  expect(await run(`notes.add({ text: 'milk', due: new Date(0) })`)).toBe(1);
  expect(await run('notes.count()')).toBe(1);
  expect(await run('seen')).toEqual([[{ text: 'milk', due: new Date(0) }]]);
});

test('a note without a text is refused', async () => {
  await expect(page.executeJavaScript('notes.add({})')).rejects.toThrow(
    "Error invoking remote method 'notes:add': TypeError: a note needs a text",
  );
});
