import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { app } from 'electron';
import Store from 'electron-store';
import support from '../../support/scenario.cjs';

const { inWindow, openWindow, scenario } = support;
let store;
let window;

scenario({
  'a renderer reads the store of main': async () => {
    store = new Store({ name: 'a' });
    store.set('k', { n: 1, deep: [1, 2] });
    window = await openWindow();
    const seen = await inWindow(window, async () => {
      const { default: Store } = await import('electron-store');
      globalThis.store = new Store({ name: 'a' });
      return [globalThis.store.get('k'), globalThis.store.path];
    });
    assert.deepEqual(seen, [{ n: 1, deep: [1, 2] }, store.path]);
    assert.ok(store.path.startsWith(app.getPath('userData')));
  },
  'main reads what a renderer has set': async () => {
    await inWindow(window, () => globalThis.store.set('from', 'renderer'));
    assert.equal(store.get('from'), 'renderer');
    assert.equal(JSON.parse(readFileSync(store.path, 'utf8')).from, 'renderer');
  },
  'a store of a renderer alone asks main where to be': async () => {
    const other = await openWindow();
    const path = await inWindow(other, async () => {
      const { default: Store } = await import('electron-store');
      return new Store({ name: 'b', defaults: { x: 1 } }).path;
    });
    assert.ok(path.startsWith(app.getPath('userData')), path);
  },
});
