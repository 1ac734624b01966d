// What arrives is of this very realm, also where Vitest runs a test in a context of its own.

import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as electron from 'electron';
import { app, ipcMain, ipcRenderer, MessageChannelMain } from 'electron';
import { expect, test, vi } from 'vitest';

const values = {
  object: [{ a: Object.assign([1], { 2: { b: 1 } }) }, Object],
  'object with a bigint': [{ n: 1n, list: [new Map([[1n, new Set([[]])]])] }, Object],
  date: [new Date(5), Date],
  map: [new Map([[{}, []]]), Map],
  expression: [/x/gi, RegExp],
  bytes: [new Uint8Array([1, 2]), Uint8Array],
  'array buffer': [new ArrayBuffer(1e6), ArrayBuffer],
  error: [new RangeError('x'), RangeError],
};

test.each(Object.entries(values))('%s', async (_name, [value, Class]) => {
  ipcMain.handleOnce('value', () => value);
  const { port1, port2 } = new MessageChannelMain();
  port2.start();
  const posted = once(port2, 'message');
  port1.postMessage(value);
  for (const received of [await ipcRenderer.invoke('value'), (await posted)[0].data]) {
    expect(received).toBeInstanceOf(Class);
    expect(received).toStrictEqual(value);
  }
  port1.close();
});

test('a rejection is an Error', async () => {
  await expect(ipcRenderer.invoke('nobody')).rejects.toBeInstanceOf(Error);
});

test('every way to electron gives the same', async () => {
  const require = createRequire(import.meta.url);
  expect(require('electron')).toBe(electron.default);
  expect(require('electron/main').ipcMain).toBe(ipcMain);
  expect((await import('electron/renderer')).ipcRenderer).toBe(ipcRenderer);
  expect((await import('original-fs')).default).toBe(require('node:fs'));
  expect(app.getName()).toBe('ipcmain-under-vitest');
});

test('fake timers do not stop messages', async () => {
  vi.useFakeTimers();
  ipcMain.handleOnce('now', () => Date.now());
  vi.setSystemTime(5);
  expect(await ipcRenderer.invoke('now')).toBe(5);
  vi.useRealTimers();
});
