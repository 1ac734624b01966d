import assert from 'node:assert/strict';
import { ipcMain } from 'electron';
import { getRendererHandlers, registerIpcMain } from '@egoist/tipc/main';
import support from '../../support/scenario.cjs';
import { router } from './router.mjs';

const { inWindow, openWindow, scenario } = support;

registerIpcMain(router);

/** @type {any} */
let window;

scenario({
  'a renderer calls the procedures of main': async () => {
    window = await openWindow();
    const seen = await inWindow(window, async () => {
      const { ipcRenderer } = require('electron');
      const { createClient, createEventHandlers } = await import('@egoist/tipc/renderer');
      const client = createClient({ ipcInvoke: ipcRenderer.invoke });
      globalThis.client = client;
      globalThis.handlers = createEventHandlers({
        on: (channel, listener) => {
          ipcRenderer.on(channel, listener);
          return () => ipcRenderer.off(channel, listener);
        },
        send: ipcRenderer.send,
      });
      return [await client.sum({ a: 1, b: 2 }), await client.whose()];
    });
    assert.deepEqual(seen, [3, window.webContents.id]);
  },
  'what a procedure throws has the words of Electron': async () => {
    const message = await inWindow(window, () => globalThis.client.bad().catch((e) => e.message));
    assert.equal(message, "Error invoking remote method 'bad': RangeError: nope");
  },
  'main tells a renderer': async () => {
    await inWindow(window, () => {
      globalThis.told = new Promise((resolve) => {
        const stop = globalThis.handlers.news.listen((...args) => {
          stop();
          resolve(args);
        });
      });
    });
    getRendererHandlers(window.webContents).news.send('a', new Map([[1, 2]]));
    const told = await inWindow(window, () => globalThis.told);
    assert.deepEqual(told, ['a', new Map([[1, 2]])]);
  },
  'main calls a renderer, which answers or throws': async () => {
    await inWindow(window, () => {
      globalThis.handlers.double.handle(async (n) => {
        if (typeof n !== 'number') throw new TypeError('no number');
        return 2 * n;
      });
    });
    const { double } = getRendererHandlers(window.webContents);
    assert.deepEqual(await Promise.all([double.invoke(1), double.invoke(2)]), [2, 4]);
    await assert.rejects(double.invoke('x'), { name: 'TypeError', message: 'no number' });
    // Each call listened on a channel of its own.
    assert.deepEqual(ipcMain.eventNames(), ['error']);
  },
});
