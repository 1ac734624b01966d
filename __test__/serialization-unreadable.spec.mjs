// Contract 8.4: what can be written but not read, such as objects too deep for the stack of the receiver.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ipcMain, ipcRenderer } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nearly the deepest object that this thread can write. */
function deepest(ipcRenderer) {
  const nested = (depth) => {
    let value = {};
    for (let level = 0; level < depth; level++) value = { value };
    return value;
  };
  for (let depth = 100; ; depth = Math.ceil(depth * 1.2)) {
    try {
      ipcRenderer.sendToHost('x', nested(Math.ceil(depth * 1.2)));
    } catch {
      return nested(depth);
    }
  }
}

describe('a payload from a renderer that main cannot read', () => {
  it('8.4 no listener is called: send and sendSync are uncaught exceptions in main', async () => {
    const { code, reports } = await runInChild(
      using(({ report, require, startWorker }, deepest) => {
        const { ipcMain, app } = require('ipcmain');
        process.on('uncaughtException', ({ name }) => report(['uncaught', name]));
        app.on('web-contents-created', (_event, contents) => {
          contents.on('ipc-message', (_event, channel) => report(channel));
          contents.on('ipc-message-sync', (_event, channel) => report(channel));
        });
        ipcMain.on('x', (...args) => report(args.length));
        ipcMain.on('end', (_event, answer) => report(answer));
        startWorker(`({ ipcRenderer }) => {
            const value = (${deepest})(ipcRenderer);
            ipcRenderer.send('x', 1, value);
            ipcRenderer.send('end', ipcRenderer.sendSync('x', 1, value));
          }`);
      }, deepest),
    );
    assert.equal(code, 0);
    assert.deepEqual(reports, [
      ['uncaught', 'TypeError'],
      ['uncaught', 'TypeError'],
      'end',
      { error: 'reply was never sent' },
    ]);
  });

  it('8.4 an invoke is rejected without a call of its handler', async (t) => {
    t.after(clearMain);
    const printed = t.mock.method(console, 'error', () => {});
    const handler = t.mock.fn();
    ipcMain.handle('x', handler);
    const { reported } = startRenderer(
      t,
      using(({ ipcRenderer, report }, deepest) => {
        ipcRenderer.invoke('x', deepest(ipcRenderer)).catch(({ message }) => report(message));
      }, deepest),
    );
    assert.match(await reported(), /^Error invoking remote method 'x': TypeError: /);
    assert.equal(handler.mock.callCount(), 0);
    assert.equal(printed.mock.callCount(), 1);
  });

  it('8.4 a postMessage is null', async (t) => {
    t.after(clearMain);
    const { reported } = startRenderer(
      t,
      using(({ ipcRenderer, report }, deepest) => {
        ipcRenderer.on('seen', (_event, ...args) => report(args));
        ipcRenderer.postMessage('x', deepest(ipcRenderer));
      }, deepest),
    );
    ipcMain.on('x', (event, ...args) => event.sender.send('seen', ...args));
    assert.deepEqual(await reported(), [null]);
  });
});

describe('a payload from main that a renderer cannot read', () => {
  const options = { resourceLimits: { stackSizeMb: 0.4 } };

  it('8.4 send is an uncaught exception in the renderer, and no listener is called', async (t) => {
    const { contents, reported } = startRenderer(
      t,
      ({ ipcRenderer, report }) => {
        process.on('uncaughtException', ({ name }) => report(['uncaught', name]));
        ipcRenderer.on('x', (_event, ...args) => report(args.length));
        ipcRenderer.on('post', (_event, ...args) => report(args));
      },
      { options },
    );
    const value = deepest(ipcRenderer);
    contents.send('x', 1, value);
    contents.send('x', 1, 2);
    contents.postMessage('post', value);
    assert.deepEqual(await reported(), ['uncaught', 'TypeError']);
    assert.equal(await reported(), 2);
    assert.deepEqual(await reported(), [null]);
  });

  it('8.4 the result of an invoke is a rejection, the answer of a sendSync is null', async (t) => {
    t.after(clearMain);
    const value = deepest(ipcRenderer);
    ipcMain.handle('x', () => value);
    ipcMain.on('x', (event) => (event.returnValue = value));
    const { reported } = startRenderer(
      t,
      ({ ipcRenderer, report }) => {
        report(ipcRenderer.sendSync('x'));
        ipcRenderer.invoke('x').then(report, ({ name }) => report(name));
      },
      { options },
    );
    assert.equal(await reported(), null);
    assert.equal(await reported(), 'TypeError');
  });
});
