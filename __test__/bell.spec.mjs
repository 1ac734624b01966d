// How a thread is woken. Nothing but the time that it takes depends on it, so only this would notice.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { reportsOf } from './support/children.mjs';

const skip = process.platform === 'win32' && 'threadsafe functions are rung there';

it('the event loop hears its bell itself, where Node shows that', { skip }, async () => {
  const [types] = await reportsOf(({ report, require, startWorker }) => {
    const { createHook } = require('node:async_hooks');
    const types = new Set();
    createHook({ init: (_id, type) => types.add(type) }).enable();
    const { ipcMain } = require('ipcmain');
    ipcMain.once('x', () => report([...types]));
    startWorker(({ ipcRenderer }) => ipcRenderer.send('x'));
  });
  assert.ok(types.includes('ipcmain'));
  assert.ok(!types.includes('napi_rs_threadsafe_function'));
});
