// Design 2: one instance of the package, and what loading it leaves alone. Copies of it are in roles-copies.spec.mjs.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import * as esm from 'ipcmain';
import { runInChild } from './support/child.mjs';

const require = createRequire(import.meta.url);
const linux = process.platform === 'linux';

describe('one instance', () => {
  it('design 2: CommonJS and ESM give the same objects (fault 50)', () => {
    const commonJs = require('ipcmain');
    assert.equal(esm.default, commonJs);
    for (const name of ['ipcMain', 'ipcRenderer', 'webContents', 'app']) {
      assert.equal(esm[name], commonJs[name]);
    }
  });

  it('design 2: the same files evaluated again make a fresh, empty ipcMain, which new Workers find (fault 51)', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require, startWorker }) => {
      const path = require('node:path');
      const root = path.dirname(require.resolve('ipcmain/package.json'));
      let previous;
      const load = (round) => {
        for (const file of Object.keys(require.cache)) {
          if (file.startsWith(root) && !file.includes('__test__')) delete require.cache[file];
        }
        const { ipcMain, ipcRenderer, webContents } = require('ipcmain');
        report([
          ipcMain !== previous,
          ipcMain.listenerCount('x') + webContents.getAllWebContents().length,
        ]);
        previous = ipcMain;
        ipcMain.on('x', (event) => (event.returnValue = round));
        // Throws when the handler of the round before is still there.
        ipcMain.handle('x', () => round);
        ipcMain.on('answered', (_event, ...answers) => {
          report([round, ...answers]);
          if (round < 3) load(round + 1);
        });
        report(ipcRenderer.sendSync('x'));
        startWorker(async ({ ipcRenderer }) => {
          ipcRenderer.send('answered', ipcRenderer.sendSync('x'), await ipcRenderer.invoke('x'));
        });
      };
      load(1);
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(
      reports,
      [1, 2, 3].flatMap((round) => [[true, 0], round, [round, round, round]]),
    );
  });
});

describe('loading', () => {
  it('law 7: it starts no thread, opens nothing and leaves the process free to end', async () => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ data: linux, report, require }) => {
        const fs = require('node:fs');
        const sockets = () =>
          fs.readdirSync('/proc/self/fd').filter((fd) => {
            try {
              return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
            } catch {
              // The folder that was being read.
              return false;
            }
          });
        const state = () => ({
          threads: linux ? fs.readdirSync('/proc/self/task').length : 0,
          sockets: linux ? sockets() : [],
        });
        const before = state();
        require('ipcmain');
        report([before, state()]);
        // The event loop has nothing to wait for but one immediate.
        process.once('beforeExit', () => report([before, state()]));
        process.once('exit', () => report(process.getActiveResourcesInfo()));
      },
      { data: linux },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const [[before, loaded], [, later], resources] = reports;
    assert.deepEqual(loaded, before);
    assert.deepEqual(later, before);
    // The guard of the tests, which keeps nothing alive.
    assert.deepEqual(
      resources.filter((name) => name !== 'Timeout'),
      [],
    );
    assert.equal(reports.length, 3);
  });

  it('design 2: it leaves process.type, process.versions and the globals alone', async () => {
    const { code, reports } = await runInChild(({ report, require }) => {
      const state = () => ({
        process: Reflect.ownKeys(process).map(String),
        type: process.type,
        versions: { ...process.versions },
        globals: Object.getOwnPropertyNames(globalThis),
      });
      const before = state();
      const { ipcMain, ipcRenderer } = require('ipcmain');
      ipcMain.on('x', () => {});
      ipcRenderer.on('x', () => {});
      report([before, state()]);
    });
    assert.equal(code, 0);
    const [[before, loaded]] = reports;
    assert.deepEqual(loaded, before);
    assert.equal('electron' in before.versions, false);
  });

  it('fault 40: it can be loaded in a Worker alone, which ends, and later in main', async () => {
    const { code, signal, stderr, reports } = await runInChild(({ report, require }) => {
      const { Worker } = require('node:worker_threads');
      const file = require.resolve('ipcmain');
      const run = `
        const { parentPort, workerData } = require('node:worker_threads');
        const { ipcMain, ipcRenderer } = require(workerData);
        ipcMain.on('x', (event) => (event.returnValue = 'answer'));
        parentPort.postMessage(ipcRenderer.sendSync('x'));
      `;
      const round = (left) => {
        const worker = new Worker(run, { eval: true, workerData: file });
        worker.on('message', report);
        worker.on('exit', () => {
          if (left > 0) return round(left - 1);
          const { ipcMain, ipcRenderer } = require('ipcmain');
          ipcMain.on('x', (event) => (event.returnValue = 'in main'));
          report(ipcRenderer.sendSync('x'));
        });
      };
      round(2);
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, ['answer', 'answer', 'answer', 'in main']);
  });
});
