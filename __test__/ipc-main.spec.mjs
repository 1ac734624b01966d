// Contract 1 and 18, cases 1 to 30: the surface of ipcMain.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

describe('ipcMain', () => {
  it('16 a local emit reaches the listeners', () => {
    const seen = [];
    ipcMain.on('x', (...args) => seen.push(args));
    const event = {};
    assert.equal(ipcMain.emit('x', event, 1), true);
    assert.deepEqual(seen, [[event, 1]]);
  });

  it('31 an invoke resolves with what a synchronous handler returns', async (t) => {
    ipcMain.handle('test', (_event, arg) => arg + 1);
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      report(await ipcRenderer.invoke('test', 2));
    });
    assert.equal(await renderer.reported(), 3);
    const message = nextMessage(ipcMain, 'y');
    ipcMain.emit('y', 1);
    assert.deepEqual(await message, [1]);
  });
});
