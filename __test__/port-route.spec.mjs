// Contract 9.10 and case 227: how the ports of a renderer find their way, and what happens when there is none.

import assert from 'node:assert/strict';
import { afterEach, describe, it as test } from 'node:test';
import { MessageChannelMain, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const it = (title, run) => test(title, { timeout: 30_000 }, run);

afterEach(clearMain);

describe('a main that is busy', () => {
  it('227 gets the port of a Worker that it has not noticed for long', async () => {
    // In a process of its own, so that main has nothing to do but to be busy.
    const run = ({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('test', ({ ports }, value) => report([value, ports?.length]));
      startWorker(({ ipcRenderer }) => {
        ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
        ipcRenderer.send('test', 2);
      });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000);
    };
    const { code, reports, stderr } = await runInChild(run, { deadline: 20_000 });
    assert.deepEqual(
      { code, reports, stderr },
      {
        code: 0,
        reports: [
          [1, 1],
          [2, null],
        ],
        stderr: '',
      },
    );
  });

  it('227 can end while a Worker waits to send one', async () => {
    const run = ({ report, require, startWorker }) => {
      const flag = new Int32Array(new SharedArrayBuffer(4));
      require('ipcmain');
      startWorker(({ ipcRenderer, data: flag }) => {
        ipcRenderer.send('attached');
        Atomics.store(flag, 0, 1);
        Atomics.notify(flag, 0);
        ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
      }, flag);
      Atomics.wait(flag, 0, 0);
      report('ends');
      process.exit(7);
    };
    const { code, reports } = await runInChild(run);
    assert.deepEqual({ code, reports }, { code: 7, reports: ['ends'] });
  });
});

describe('a Worker that has closed its parentPort', () => {
  const text =
    'ipcmain: a MessagePort cannot reach or leave this Worker: its parentPort was closed before the ' +
    'first one did. Close parentPort later.';

  /** Closes parentPort before or after a port was sent; later at once, or when Node has closed it. */
  const closes = async ({ ipcRenderer, require, data: { after, later } }) => {
    const { parentPort } = require('node:worker_threads');
    const send = (name) => ipcRenderer.postMessage('port', name, [new MessageChannel().port1]);
    ipcRenderer.on('port', ({ ports }, name) => ipcRenderer.send('test', name, ports.length));
    ipcRenderer.on('plain', () => ipcRenderer.send('test', 'plain'));
    if (after) send('first');
    const closed = new Promise((resolve) => parentPort.once('close', resolve));
    parentPort.close();
    if (later) await closed;
    try {
      send('second');
      ipcRenderer.send('test', 'sent');
    } catch ({ code, message }) {
      ipcRenderer.send('test', code, message);
    }
    process.once('warning', ({ code }) => ipcRenderer.send('test', 'warning', code));
    ipcRenderer.send('test', await ipcRenderer.invoke('call'));
  };

  for (const later of [false, true]) {
    const when = later ? 'that is closed' : 'that is closing';
    it(`227 gets an error, and nothing else is held up, with one ${when}`, async (t) => {
      ipcMain.handle('call', () => 'answer');
      const said = [];
      const untilSaid = (value) =>
        new Promise((resolve) => {
          ipcMain.on('test', (_event, ...args) => {
            said.push(args);
            if (args[0] === value) resolve();
          });
        });
      const answered = untilSaid('answer');
      const { contents } = startRenderer(t, closes, { data: { after: false, later } });
      await answered;
      assert.deepEqual(said, [['ERR_IPC_PORT_ROUTE', text], ['answer']]);
      ipcMain.removeAllListeners('test');
      said.length = 0;
      // Nor can one come in: that message is lost with a warning, and the next one arrives.
      const arrived = untilSaid('plain');
      contents.postMessage('port', 'in', [new MessageChannelMain().port2]);
      contents.send('plain');
      await arrived;
      assert.deepEqual(said, [['warning', 'ERR_IPC_PORT_ROUTE'], ['plain']]);
    });

    it(`227 goes on when a port was sent before, with one ${when}`, async (t) => {
      ipcMain.handle('call', () => 'answer');
      const names = [];
      ipcMain.on('port', ({ ports }, name) => names.push([name, ports.length]));
      const sent = nextMessage(ipcMain, 'test');
      const { contents } = startRenderer(t, closes, { data: { after: true, later } });
      assert.equal((await sent)[1], 'sent');
      assert.deepEqual(names, [
        ['first', 1],
        ['second', 1],
      ]);
      assert.equal((await nextMessage(ipcMain, 'test'))[1], 'answer');
      const back = nextMessage(ipcMain, 'test');
      contents.postMessage('port', 'in', [new MessageChannelMain().port2]);
      assert.deepEqual((await back).slice(1), ['in', 1]);
    });
  }
});
