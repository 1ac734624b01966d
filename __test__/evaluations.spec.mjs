// Fault 51: the package is evaluated again and again in one thread, and what was made before can be collected, but
// for what is still used.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInChild } from './support/child.mjs';

const support = fileURLToPath(new URL('support/evaluate.cjs', import.meta.url));
const execArgv = ['--expose-gc'];

describe('evaluating the package anew', () => {
  for (const kind of ['evaluateHere', 'evaluateInContext']) {
    it(`fault 51: ${kind}, 12 times, and at most the first and the newest stay in memory`, async () => {
      const run = async ({ report, require, data }) => {
        const { Worker } = require('node:worker_threads');
        const { collect, [data.kind]: evaluate } = require(data.support);
        const use = async ({ ipcMain, ipcRenderer, webContents }, withWorker) => {
          ipcMain.handle('double', (_event, n) => 2 * n);
          ipcMain.on('note', () => {});
          ipcRenderer.on('note', () => {});
          ipcRenderer.send('note');
          if ((await ipcRenderer.invoke('double', 4)) !== 8) throw new Error('no answer');
          if (!withWorker) return;
          const program = `
            require('ipcmain').ipcRenderer.invoke('double', 4).then(() => process.exit());`;
          const worker = new Worker(program, { eval: true });
          await new Promise((resolve) => {
            webContents.fromWorker(worker).once('destroyed', resolve);
          });
        };
        const seen = [];
        for (let round = 0; round < 12; round++) {
          const face = evaluate();
          await use(face, round % 4 === 1);
          seen.push(new WeakRef(face.ipcMain));
        }
        await collect();
        report(seen.map((reference) => reference.deref() !== undefined));
      };
      const { code, signal, stderr, reports } = await runInChild(run, {
        data: { kind, support },
        execArgv,
      });
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      assert.deepEqual(reports[0].slice(1, -1), Array(10).fill(false));
    });
  }

  it('fault 51: one that is not referred to any more serves the Workers that it has', async () => {
    const run = async ({ report, require, data }) => {
      const { Worker } = require('node:worker_threads');
      const { collect, evaluateHere } = require(data.support);
      // The first always stays.
      evaluateHere();
      const start = () => {
        evaluateHere().ipcMain.handle('who', () => 'the first');
        const program = `
          const { ipcRenderer } = require('ipcmain');
          const { parentPort } = require('node:worker_threads');
          parentPort.once('message', async () => {
            parentPort.postMessage(await ipcRenderer.invoke('who'));
          });`;
        return new Worker(program, { eval: true });
      };
      const worker = start();
      evaluateHere().ipcMain.handle('who', () => 'the second');
      await collect();
      worker.postMessage('ask');
      worker.once('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['the first']]);
  });

  it('fault 51: the newest serves Workers that start when nothing refers to it any more', async () => {
    const run = async ({ report, require, data }) => {
      const { Worker } = require('node:worker_threads');
      const { collect, evaluateInContext } = require(data.support);
      evaluateInContext();
      evaluateInContext().ipcMain.handle('double', (_event, n) => 2 * n);
      await collect();
      const program = `
        const { ipcRenderer } = require('ipcmain');
        const { parentPort } = require('node:worker_threads');
        ipcRenderer.invoke('double', 4).then((answer) => parentPort.postMessage(answer));`;
      new Worker(program, { eval: true }).once('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', [8]]);
  });

  it('fault 51: a window belongs to the evaluation that has made it, also when a newer one has come', async () => {
    const run = async ({ report, require, data }) => {
      const { evaluateHere } = require(data.support);
      const { app, BrowserWindow } = evaluateHere();
      await app.whenReady();
      const window = new BrowserWindow();
      evaluateHere();
      await window.loadURL('about:blank');
      await window.loadURL('data:text/javascript,0');
      report([window.webContents.isLoading(), window.webContents.getURL()]);
      window.destroy();
    };
    const { code, signal, stderr, reports } = await runInChild(run, { data: { support } });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, [[false, 'data:text/javascript,0']]);
  });

  it('fault 51: one that is not referred to any more delivers what was sent in it', async () => {
    const run = async ({ report, require, data }) => {
      const { collect, evaluateHere } = require(data.support);
      // The first always stays, and each for its first turn of the event loop.
      evaluateHere();
      let face = evaluateHere();
      evaluateHere();
      await collect();
      const say = ({ ipcMain, ipcRenderer }) => {
        ipcMain.on('said', (_event, text) => report(text));
        ipcRenderer.send('said', 'something');
      };
      say(face);
      face = undefined;
      // Before the message is delivered.
      process.nextTick(() => queueMicrotask(() => globalThis.gc()));
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['something']]);
  });

  it('fault 51: what a test file has asked and nobody has answered rejects in no other one', async () => {
    const run = async ({ report, require, data }) => {
      const { collect, evaluateInContext } = require(data.support);
      process.on('unhandledRejection', ({ message }) => report(message));
      const leave = ({ ipcMain, ipcRenderer }) => {
        ipcMain.handle('never', () => new Promise(() => {}));
        ipcRenderer.invoke('never');
        ipcRenderer.invoke('never').then(report);
      };
      leave(evaluateInContext());
      await collect();
      // They keep the process alive until the collector has said that no answer will come.
      await new Promise((resolve) => process.once('beforeExit', resolve));
      report('ends');
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['ends']]);
  });
});
