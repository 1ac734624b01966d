'use strict';

const assert = require('node:assert/strict');
const { ipcMain } = require('electron');
const { ipcMain: ipc } = require('electron-better-ipc');
const { inWindow, openWindow, scenario, until } = require('../../support/scenario.cjs');

ipc.answerRenderer('sum', ([a, b]) => a + b);
ipc.answerRenderer('whose', (_data, window) => window.id);
ipc.answerRenderer('bad', () => {
  throw new TypeError('nope');
});

/** @type {any} */
let window;

scenario({
  'a renderer calls main': async () => {
    window = await openWindow();
    const seen = await inWindow(window, async () => {
      const { ipcRenderer } = require('electron-better-ipc');
      globalThis.ipc = ipcRenderer;
      return [await ipcRenderer.callMain('sum', [1, 2]), await ipcRenderer.callMain('whose')];
    });
    assert.deepEqual(seen, [3, window.id]);
  },
  'what main throws arrives with its name': async () => {
    const seen = await inWindow(window, () =>
      globalThis.ipc.callMain('bad').catch(({ name, message }) => [name, message]),
    );
    assert.deepEqual(seen, ['TypeError', 'nope']);
  },
  'main calls a renderer, and the one that has the focus': async () => {
    await inWindow(window, () => {
      globalThis.ipc.answerMain('who', (d) => ({ d, t: process.type }));
    });
    assert.deepEqual(await ipc.callRenderer(window, 'who', 7), { d: 7, t: 'renderer' });
    assert.deepEqual(await ipc.callFocusedRenderer('who', 8), { d: 8, t: 'renderer' });
  },
  'main sends to all windows': async () => {
    const other = await openWindow();
    for (const each of [window, other]) {
      await inWindow(each, () => {
        globalThis.ipc ??= require('electron-better-ipc').ipcRenderer;
        globalThis.heard = new Promise((resolve) =>
          globalThis.ipc.once('all', (_event, said) => resolve(said)),
        );
      });
    }
    ipc.sendToRenderers('all', 'here');
    for (const each of [window, other]) {
      assert.equal(await inWindow(each, () => globalThis.heard), 'here');
    }
    other.destroy();
  },
  'an answer for one window alone': async () => {
    const stop = ipc.answerRenderer(window, 'mine', () => 'yours');
    assert.equal(await inWindow(window, () => globalThis.ipc.callMain('mine')), 'yours');
    stop();
  },
  'no response channel is left, and the object made from ipcMain is ipcMain': async () => {
    const left = () => ipcMain.eventNames().filter((name) => /-(data|error)-channel-/.test(name));
    await until(() => left().length === 0);
    ipc.on('plain', () => {});
    assert.equal(ipcMain.listenerCount('plain'), 1);
  },
});
