import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { createIPCHandler } from 'trpc-electron/main';
import support from '../../support/scenario.cjs';
import { ended, router } from './router.mjs';

const { inWindow, openWindow, scenario, until } = support;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const open = () =>
  openWindow({
    preload: path('preload.cjs'),
    file: path('renderer.mjs'),
    prepare: (window) =>
      createIPCHandler({
        router,
        windows: [window],
        createContext: async ({ event }) => ({ id: event.sender.id }),
      }),
  });
let window;

/** Runs in the window: what a subscription gives until it is cancelled. */
const subscribe = (wanted) =>
  new Promise((resolve, reject) => {
    const seen = [];
    const subscription = globalThis.client.ticks.subscribe(undefined, {
      onError: reject,
      onData(n) {
        seen.push(n);
        if (seen.length !== wanted) return;
        resolve(seen);
        if (wanted > 1) subscription.unsubscribe();
      },
    });
  });

scenario({
  'a query with a context': async () => {
    window = await open();
    const seen = await inWindow(window, () => globalThis.client.hi.query('bob'));
    assert.equal(seen, `hi bob #${window.webContents.id}`);
  },
  'queries at once': async () => {
    const run = () => Promise.all([1, 2, 3].map((n) => globalThis.client.hi.query(`${n}`)));
    const { id } = window.webContents;
    assert.deepEqual(await inWindow(window, run), [`hi 1 #${id}`, `hi 2 #${id}`, `hi 3 #${id}`]);
  },
  'a mutation that fails': async () => {
    await assert.rejects(
      inWindow(window, () => globalThis.client.fail.mutate()),
      /kaput/,
    );
  },
  'a subscription that is cancelled': async () => {
    assert.deepEqual(await inWindow(window, subscribe, 3), [0, 1, 2]);
    await until(() => ended.count === 1);
  },
  'a subscription whose page is loaded again': async () => {
    await inWindow(window, subscribe, 1);
    await window.loadFile(path('renderer.mjs'));
    await until(() => ended.count === 2);
    assert.match(await inWindow(window, () => globalThis.client.hi.query('again')), /^hi again #/);
  },
  'a subscription whose window is destroyed': async () => {
    await inWindow(window, subscribe, 1);
    window.destroy();
    await until(() => ended.count === 3);
  },
});
