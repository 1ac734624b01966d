// Contract 8: what arrives does not depend on what somebody has done to the prototypes of the receiver.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

describe('prototypes that somebody has changed', () => {
  it('contract 8: an accessor in Object.prototype, Map.prototype.set and Set.prototype.add see nothing of what arrives', async () => {
    const run = async ({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      const seen = [];
      ipcMain.handle('keys', (_event, object) => Reflect.ownKeys(object));
      ipcMain.handle('sizes', (_event, map, set) => [map.size, set.size]);
      report(await ipcRenderer.invoke('keys', { foo: 1, last: 2 }));
      Object.defineProperty(Object.prototype, 'foo', {
        configurable: true,
        get: () => 'inherited',
        set: (value) => void seen.push(value),
      });
      const { set } = Map.prototype;
      const { add } = Set.prototype;
      Map.prototype.set = function (key, value) {
        if (key === 'secret') seen.push(key);
        return set.call(this, key, value);
      };
      Set.prototype.add = function (member) {
        if (member === 'secret') seen.push(member);
        return add.call(this, member);
      };
      const entries = [['secret', 1]];
      report(await ipcRenderer.invoke('keys', { foo: 1, last: 2 }));
      report(await ipcRenderer.invoke('sizes', new Map(entries), new Set(['secret'])));
      // The two constructors above have called them.
      report(seen);
    };
    const { code, stderr, reports } = await runInChild(run);
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(reports, [
      ['foo', 'last'],
      ['foo', 'last'],
      [1, 1],
      ['secret', 'secret'],
    ]);
  });
});
