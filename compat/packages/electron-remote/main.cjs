'use strict';

const assert = require('node:assert/strict');
const { app, BrowserWindow } = require('electron');
const remote = require('@electron/remote/main');
const { inWindow, openWindow, scenario, until } = require('../../support/scenario.cjs');

remote.initialize();

globalThis.shared = {
  n: 1,
  inc(d) {
    this.n += d;
    return this.n;
  },
  later(callback) {
    setTimeout(() => callback('from-main'), 5);
  },
  async p() {
    return 'async-main';
  },
  err() {
    throw new RangeError('boom');
  },
  keep(callback) {
    globalThis.kept = callback;
  },
  bytes: () => Buffer.from('bytes'),
  dates: () => [new Date(0), /x/g],
};
globalThis.Counter = class Counter {
  constructor(n) {
    this.n = n;
  }

  up() {
    return ++this.n;
  }
};

/** @type {any} */
let window;

scenario({
  'getGlobal: properties are read and written, methods called': async () => {
    window = await openWindow({ prepare: ({ webContents }) => remote.enable(webContents) });
    const seen = await inWindow(window, () => {
      const remote = (globalThis.remote = require('@electron/remote'));
      const shared = (globalThis.shared = remote.getGlobal('shared'));
      const numbers = [shared.n, shared.inc(4), shared.n];
      shared.n = 10;
      return [...numbers, shared.inc(1)];
    });
    assert.deepEqual(seen, [1, 5, 5, 11]);
    assert.equal(globalThis.shared.n, 11);
  },
  'a callback that main calls later': async () => {
    const run = () => new Promise((resolve) => globalThis.shared.later(resolve));
    assert.equal(await inWindow(window, run), 'from-main');
  },
  'a promise of main': async () => {
    assert.equal(await inWindow(window, () => globalThis.shared.p()), 'async-main');
  },
  'an error of main': async () => {
    const seen = await inWindow(window, () => {
      try {
        return globalThis.shared.err();
      } catch (error) {
        return [error instanceof Error, error.message];
      }
    });
    assert.equal(seen[0], true);
    assert.match(seen[1], /boom/);
  },
  'bytes, dates and a class of main': async () => {
    const seen = await inWindow(window, () => {
      const { Counter } = { Counter: globalThis.remote.getGlobal('Counter') };
      const counter = new Counter(5);
      const [date] = globalThis.shared.dates();
      return [globalThis.shared.bytes().toString(), date.getTime(), counter.up(), counter.n];
    });
    assert.deepEqual(seen, ['bytes', 0, 6, 6]);
  },
  'getCurrentWebContents and getCurrentWindow': async () => {
    const seen = await inWindow(window, () => [
      globalThis.remote.getCurrentWebContents().id,
      globalThis.remote.getCurrentWindow().id,
      globalThis.remote.getCurrentWindow().isDestroyed(),
      globalThis.remote.BrowserWindow.getAllWindows().length,
    ]);
    assert.deepEqual(seen, [window.webContents.id, window.id, false, 1]);
  },
  'require and app are those of main': async () => {
    const seen = await inWindow(window, () => [
      globalThis.remote.require('path').sep,
      globalThis.remote.app.getVersion(),
      globalThis.remote.app.getPath('userData'),
      globalThis.remote.process.type,
    ]);
    assert.deepEqual(seen, [
      require('node:path').sep,
      app.getVersion(),
      app.getPath('userData'),
      'browser',
    ]);
  },
  'a renderer opens a window of its own and listens to it': async () => {
    const seen = await inWindow(window, () => {
      const other = new globalThis.remote.BrowserWindow({ show: false });
      return new Promise((resolve) => {
        other.once('closed', () => resolve(other.isDestroyed()));
        other.close();
      });
    });
    assert.equal(seen, true);
  },
  'a window that was not enabled is refused': async () => {
    const other = await openWindow();
    const seen = await inWindow(other, () => {
      try {
        return require('@electron/remote').getGlobal('shared');
      } catch (error) {
        return error.message;
      }
    });
    assert.match(seen, /is disabled for this WebContents/);
    other.destroy();
  },
  'a callback of a window that is gone': async () => {
    await inWindow(window, () => void globalThis.shared.keep(() => {}));
    window.destroy();
    await until(() => window.webContents.isDestroyed());
    const { warn } = console;
    const warned = [];
    console.warn = (text) => warned.push(text);
    globalThis.kept('nobody');
    console.warn = warn;
    assert.match(warned.join(), /closed or released/);
    assert.equal(BrowserWindow.getAllWindows().length, 0);
  },
});
