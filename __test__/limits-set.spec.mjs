// Faults 12 and 105: the size of a message, setting limits, and a main that ends.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const defaults = ipcMain.inspect().limits;

afterEach(() => {
  ipcMain.setLimits(defaults);
  clearMain();
});

describe('the size of a message', () => {
  /** What sends a buffer of so many bytes more than the limit comes to, both ways. */
  for (const [more, outcome] of [
    [-1, 'sent'],
    [0, 'sent'],
    [1, 'ERR_IPC_TOO_LARGE'],
  ]) {
    it(`fault 105: a message of the limit ${more < 0 ? '−' : '+'} ${Math.abs(more)} bytes`, async (t) => {
      const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
        const attempt = (_event, length) => {
          try {
            ipcRenderer.send('size', 'x'.repeat(length));
            report('sent');
          } catch ({ code }) {
            report(code);
          }
        };
        ipcRenderer.on('attempt', attempt);
        ipcRenderer.on('size', () => {});
        ipcRenderer.send('ready');
      });
      await nextMessage(ipcMain, 'ready');
      const length = 2000;
      ipcMain.setLimits({ messageBytes: (await sizeOf(length)) - more });
      let told = 'sent';
      try {
        contents.send('size', 'x'.repeat(length));
      } catch ({ code }) {
        told = code;
      }
      assert.equal(told, outcome);
      contents.send('attempt', length);
      assert.equal(await reported(), outcome);
    });
  }

  /** How many bytes such a message has, found with a renderer that never takes it. */
  async function sizeOf(length) {
    const [reports] = await reportsOf(
      ({ report, require, startWorker, data }) => {
        const { ipcMain, webContents } = require('ipcmain');
        const worker = startWorker(() => {});
        webContents.fromWorker(worker).send('size', 'x'.repeat(data));
        report(ipcMain.inspect().peers[0].queued.bytes);
      },
      { data: length },
    );
    return reports;
  }

  it('fault 105: an answer that is too large is an error on both sides', async (t) => {
    ipcMain.setLimits({ messageBytes: 10_000 });
    t.mock.method(console, 'error', () => {});
    ipcMain.handle('ask', () => 'x'.repeat(20_000));
    const thrown = new Promise((resolve) => {
      ipcMain.on('ask', (event) => {
        try {
          event.returnValue = 'x'.repeat(20_000);
        } catch (error) {
          event.returnValue = 'too much';
          resolve(error.code);
        }
      });
    });
    const { contents, reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      report(await ipcRenderer.invoke('ask').catch((error) => error.message));
      report(ipcRenderer.sendSync('ask'));
      ipcRenderer.on('stay', () => {});
    });
    assert.match(
      await reported(),
      /^Error invoking remote method 'ask': Error: An answer was not sent/,
    );
    assert.equal(await thrown, 'ERR_IPC_TOO_LARGE');
    assert.equal(await reported(), 'too much');
    await assert.rejects(
      contents.executeJavaScript('"x".repeat(20_000)'),
      /was not sent: it has more/,
    );
  });
});

describe('ipcMain.setLimits', () => {
  it('fault 105: with the least of all limits, renderers still come, and every request still ends', async (t) => {
    const least = Object.keys(defaults).map((name) => [name, 1]);
    const { contents, reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      ipcRenderer.on('stay', () => {});
      report(await ipcRenderer.invoke('ask').catch(({ code }) => code));
    });
    const large = contents.executeJavaScript('"x".repeat(9999)');
    const refused = assert.rejects(large, /was not sent: it has more than 1 bytes/);
    ipcMain.setLimits(Object.fromEntries(least));
    assert.equal(await reported(), 'ERR_IPC_TOO_LARGE');
    await refused;
    assert.equal(contents.isDestroyed(), false);
  });

  it('changes what it is given and nothing else, and inspect() shows it', () => {
    ipcMain.setLimits({ queuedMessages: 7, queuedBytes: undefined });
    assert.deepEqual(ipcMain.inspect().limits, { ...defaults, queuedMessages: 7 });
    assert.deepEqual(Object.keys(ipcMain), Object.keys({ ...ipcMain }));
    assert.ok(!Object.keys(ipcMain).includes('setLimits'));
  });

  for (const limits of [{ patience: 1 }, { gone: 1 }, { queuedBytes: 0 }, { queuedBytes: '1' }]) {
    it(`refuses ${JSON.stringify(limits)} and changes nothing`, () => {
      assert.throws(() => ipcMain.setLimits({ queuedMessages: 7, ...limits }), {
        code: 'ERR_IPC_LIMIT',
      });
      assert.deepEqual(ipcMain.inspect().limits, defaults);
    });
  }
});

describe('a main that ends', () => {
  it('fault 12: sendSync after its "exit" throws at once, in Electron’s words', async () => {
    const { code, signal, reports } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      const shared = new Int32Array(new SharedArrayBuffer(4));
      ipcMain.on('go', () => process.exit(3));
      process.on('exit', () => {
        // After the package's own listener, which has let go of the renderers.
        Atomics.store(shared, 0, 1);
        Atomics.notify(shared, 0);
        Atomics.wait(shared, 0, 1, 5000);
        report(Atomics.load(shared, 0));
      });
      startWorker(({ ipcRenderer, data }) => {
        ipcRenderer.send('go');
        Atomics.wait(data, 0, 0, 5000);
        let told = 9;
        try {
          ipcRenderer.sendSync('ask');
        } catch ({ message }) {
          told = message === 'IPC method called after context was released' ? 2 : 3;
        }
        Atomics.store(data, 0, told);
        Atomics.notify(data, 0);
      }, shared);
    });
    assert.deepEqual({ code, signal, reports }, { code: 3, signal: null, reports: [2] });
  });
});
