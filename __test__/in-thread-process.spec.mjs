// Design 2: a renderer in the same thread, and what it means for the life of its process.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';

describe('a renderer in the same thread, in a process of its own', () => {
  it('design 2: it is a WebContents from its first use on, and not before', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require }) => {
      const { app, ipcMain, ipcRenderer, webContents } = require('ipcmain');
      const created = [];
      app.on('web-contents-created', (_event, contents) => created.push(contents));
      ipcMain.on('x', (event) => {
        report([webContents.getAllWebContents().includes(event.sender), created.length]);
        report(created[0] === event.sender);
      });
      report([typeof ipcRenderer.send, webContents.getAllWebContents().length]);
      ipcRenderer.send('x');
      report(webContents.getAllWebContents().length);
    });
    assert.equal(stderr, '');
    assert.deepEqual(reports, [['function', 0], 1, [true, 1], true]);
    assert.equal(code, 0);
  });

  it('law 1: a listener that throws in an inline sendSync is one uncaughtException, and not of the caller', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      process.on('uncaughtException', (error) => report(['uncaught', error.message]));
      ipcMain.on('throws', () => {
        throw new Error('boom');
      });
      ipcMain.on('next', (event) => (event.returnValue = 'fine'));
      report(ipcRenderer.sendSync('throws'));
      report(ipcRenderer.sendSync('next'));
    });
    assert.equal(stderr, '');
    assert.deepEqual(reports, [{ error: 'reply was never sent' }, 'fine', ['uncaught', 'boom']]);
    assert.equal(code, 0);
  });

  it('law 1: without a handler for it, that exception ends the process with code 1', async () => {
    const { code, signal, stderr } = await runInChild(({ require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      ipcMain.on('throws', () => {
        throw new Error('boom');
      });
      ipcRenderer.sendSync('throws');
    });
    assert.equal(signal, null);
    assert.equal(code, 1);
    assert.equal(stderr.match(/^Error: boom/gm)?.length, 1);
  });

  it('law 5: messages that are queued at the end of the script are delivered before the process ends', async () => {
    const { code, reports } = await runInChild(({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      ipcMain.on('x', (event, n) => event.reply('back', n));
      ipcRenderer.on('back', (_event, n) => {
        report(n);
        if (n === 3) ipcRenderer.send('x', 4);
      });
      for (let n = 1; n <= 3; n++) ipcRenderer.send('x', n);
    });
    assert.deepEqual(reports, [1, 2, 3, 4]);
    assert.equal(code, 0);
  });

  it('design 2: a pending invoke keeps the process alive until it settles, and no longer', async () => {
    const { code, signal, reports } = await runInChild(({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      // The timer itself keeps nothing alive.
      ipcMain.handle('x', () => new Promise((resolve) => setTimeout(resolve, 300, 'late').unref()));
      ipcRenderer.invoke('x').then(report);
    });
    assert.deepEqual([code, signal, reports], [0, null, ['late']]);
  });

  it('design 2: neither an ipcRenderer nor an ipcMain listener keeps the process alive', async () => {
    const { code, signal, reports } = await runInChild(({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      ipcMain.on('x', () => {});
      ipcMain.handle('x', () => {});
      ipcRenderer.on('x', () => {});
      process.on('exit', () => report('exit'));
    });
    assert.deepEqual([code, signal, reports], [0, null, ['exit']]);
  });

  it('design 2: ref() keeps the process alive, unref() lets it end in spite of a pending invoke', async () => {
    const referenced = await runInChild(({ report, require }) => {
      const { ipcRenderer } = require('ipcmain');
      ipcRenderer.ref();
      setTimeout(() => {
        report('alive');
        ipcRenderer.unref();
      }, 100).unref();
    });
    assert.deepEqual([referenced.code, referenced.reports], [0, ['alive']]);
    const unreferenced = await runInChild(({ report, require }) => {
      const { ipcMain, ipcRenderer } = require('ipcmain');
      globalThis.never = new Promise(() => {});
      ipcMain.handle('x', () => never);
      ipcRenderer.invoke('x').then(report);
      ipcRenderer.unref();
    });
    assert.deepEqual([unreferenced.code, unreferenced.signal, unreferenced.reports], [0, null, []]);
  });
});
