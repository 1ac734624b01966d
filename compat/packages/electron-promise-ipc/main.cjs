'use strict';

const assert = require('node:assert/strict');
const { ipcMain } = require('electron');
const promiseIpc = require('electron-promise-ipc');
const { inWindow, openWindow, scenario, until } = require('../../support/scenario.cjs');

promiseIpc.on('sum', (a, b) => a + b);
promiseIpc.on('whose', (event) => event.sender.id);
promiseIpc.on('bad', async () => {
  throw new TypeError('nope');
});

/** @type {any} */
let window;

scenario({
  'a renderer asks main': async () => {
    window = await openWindow();
    const seen = await inWindow(window, async () => {
      globalThis.ipc = require('electron-promise-ipc');
      return [await globalThis.ipc.send('sum', 1, 2), await globalThis.ipc.send('whose')];
    });
    assert.deepEqual(seen, [3, window.webContents.id]);
  },
  'what main throws arrives': async () => {
    const seen = await inWindow(window, () =>
      globalThis.ipc.send('bad').catch(({ name, message }) => [name, message]),
    );
    assert.deepEqual(seen, ['TypeError', 'nope']);
  },
  'main asks a renderer, many at a time': async () => {
    await inWindow(window, () => {
      globalThis.ipc.on('double', async (n) => ({ n: 2 * n, type: process.type }));
    });
    const asked = Array.from({ length: 50 }, (_, n) =>
      promiseIpc.send('double', window.webContents, n),
    );
    const expected = asked.map((_, n) => ({ n: 2 * n, type: 'renderer' }));
    assert.deepEqual(await Promise.all(asked), expected);
  },
  'a renderer that does not listen is waited for no longer than was said': async () => {
    const hasty = new promiseIpc.PromiseIpc({ maxTimeoutMs: 20 });
    await assert.rejects(hasty.send('nobody listens', window.webContents), {
      message: 'nobody listens timed out.',
    });
  },
  'no reply channel is left': async () => {
    const left = () => ipcMain.eventNames().filter((name) => /^double#/.test(name));
    await until(() => left().length === 0);
  },
});
