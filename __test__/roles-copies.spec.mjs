// Design 2, faults 52, 53 and 58: loaded from two places, loaded where it cannot be.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInChild } from './support/child.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('copies of the package', () => {
  let folder;
  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ipcmain-'))));
  after(() => fs.rmSync(folder, { recursive: true }));

  /** Copies the package; `change` may spoil the copy. */
  function copy(name, change = () => {}) {
    const home = path.join(folder, name);
    const binding = fs.readdirSync(root).filter((file) => file.endsWith('.node'));
    for (const entry of ['index.js', 'index.mjs', 'package.json', 'lib', ...binding]) {
      fs.cpSync(path.join(root, entry), path.join(home, entry), { recursive: true });
    }
    change(home);
    return home;
  }

  const otherProtocol = (home) => {
    // In the packed package, all are in one.
    const packed = path.join(home, 'lib', 'ipcmain.js');
    const file = fs.existsSync(packed) ? packed : path.join(home, 'lib', 'common', 'protocol.js');
    const changed = fs.readFileSync(file, 'utf8').replace(/PROTOCOL = \d+/, 'PROTOCOL = 99999');
    assert.match(changed, /99999/);
    fs.writeFileSync(file, changed);
  };

  const withoutBinding = (home) => {
    for (const file of fs.readdirSync(home)) {
      if (file.endsWith('.node')) fs.rmSync(path.join(home, file));
    }
  };

  const withGarbage = (home) => {
    for (const file of fs.readdirSync(home)) {
      if (file.endsWith('.node')) fs.writeFileSync(path.join(home, file), 'garbage');
    }
  };

  /** What loading a package throws in a process of its own. */
  async function failure(home, options) {
    const child = await runInChild(
      ({ data: home, report, require }) => {
        try {
          require(home);
          report('loaded');
        } catch (error) {
          const { name, code, message, cause } = error;
          report({ name, code, message, isError: error instanceof Error, cause: cause?.code });
        }
      },
      { data: home, ...options },
    );
    assert.equal(child.stderr, '');
    assert.equal(child.code, 0);
    return child.reports[0];
  }

  it('fault 52: a second copy in the same realm shares the first one’s instance', async () => {
    const home = copy('same');
    const { code, stderr, reports } = await runInChild(
      async ({ data: home, report, require }) => {
        const first = require('ipcmain');
        const second = require(home);
        const { pathToFileURL } = require('node:url');
        const { ipcMain } = await import(pathToFileURL(`${home}/index.mjs`));
        report([second === first, ipcMain === first.ipcMain]);
        second.ipcMain.on('x', (event) => (event.returnValue = 'shared'));
        report(first.ipcRenderer.sendSync('x'));
      },
      { data: home },
    );
    assert.deepEqual([code, stderr, reports], [0, '', [[true, true], 'shared']]);
  });

  it('fault 53: with another protocol it throws ERR_IPC_VERSION, naming both', async () => {
    const home = copy('other', otherProtocol);
    const { code, reports } = await runInChild(
      ({ data: home, report, require }) => {
        const { ipcMain } = require('ipcmain');
        try {
          require(home);
        } catch ({ name, code, message }) {
          report({ name, code, message });
        }
        // The first one lives on.
        report(require('ipcmain').ipcMain === ipcMain);
      },
      { data: home },
    );
    assert.equal(code, 0);
    const [error, same] = reports;
    assert.deepEqual([error.name, error.code, same], ['Error', 'ERR_IPC_VERSION', true]);
    assert.ok(error.message.includes(home), error.message);
    assert.ok(error.message.includes(path.join(root, '.')), error.message);
  });

  for (const [how, change] of [
    ['another protocol', otherProtocol],
    ['another image of the native core', () => {}],
  ]) {
    it(`fault 53: a Worker with a copy that has ${how} cannot be a renderer: ERR_IPC_VERSION, naming both`, async () => {
      const home = copy(how.replaceAll(' ', '-'), change);
      const { code, stderr, reports } = await runInChild(
        ({ data: home, report, require }) => {
          const { Worker } = require('node:worker_threads');
          const { webContents } = require('ipcmain');
          const run = `
            const { parentPort, workerData } = require('node:worker_threads');
            try {
              require(workerData).ipcRenderer.send('x');
            } catch ({ code, message }) {
              parentPort.postMessage({ code, message });
            }
          `;
          const worker = new Worker(run, { eval: true, workerData: home });
          worker.on('message', report);
          worker.on('error', (error) => report(error.message));
          worker.on('exit', () => report(webContents.getAllWebContents().length));
        },
        { data: home },
      );
      assert.deepEqual([code, stderr], [0, '']);
      const [error, count] = reports;
      assert.equal(error.code, 'ERR_IPC_VERSION');
      assert.ok(error.message.includes(home), error.message);
      assert.ok(error.message.includes(path.join(root, '.')), error.message);
      assert.equal(count, 0);
    });
  }

  it('fault 52: a Worker with another copy over the same native core is a renderer', async () => {
    const home = copy('one-core', withoutBinding);
    const core = fs.readdirSync(root).find((file) => file.endsWith('.node'));
    const { code, stderr, reports } = await runInChild(
      ({ data: home, report, require }) => {
        const { Worker } = require('node:worker_threads');
        const { ipcMain } = require('ipcmain');
        ipcMain.on('x', (event) => (event.returnValue = 'main'));
        ipcMain.on('answer', (_event, answer) => report(answer));
        const run = `
          const { ipcRenderer } = require(require('node:worker_threads').workerData);
          ipcRenderer.send('answer', ipcRenderer.sendSync('x'));
        `;
        new Worker(run, { eval: true, workerData: home });
      },
      { data: home, env: { NAPI_RS_NATIVE_LIBRARY_PATH: path.join(root, core) } },
    );
    assert.deepEqual([code, stderr, reports], [0, '', ['main']]);
  });

  const bindingError = { name: 'Error', code: 'ERR_IPC_BINDING', isError: true };

  it('design 2: without the native file: ERR_IPC_BINDING, what was tried, and what to do', async () => {
    const home = copy('without', withoutBinding);
    const { message, cause, ...error } = await failure(home);
    assert.deepEqual(error, bindingError);
    assert.equal(cause, 'MODULE_NOT_FOUND');
    assert.ok(message.includes(path.join(home, 'ipcmain.')), message);
    assert.match(message, /npx ipcmain-build/);
  });

  it('design 2: with a native file that is garbage: the same', async () => {
    const home = copy('garbage', withGarbage);
    const { message, ...error } = await failure(home);
    assert.deepEqual(error, { ...bindingError, cause: 'ERR_DLOPEN_FAILED' });
    assert.ok(message.includes(path.join(home, 'ipcmain.')), message);
    assert.match(message, /npx ipcmain-build/);
  });

  it('design 2: with NAPI_RS_NATIVE_LIBRARY_PATH pointing nowhere: the same', async () => {
    const nowhere = path.join(folder, 'nowhere.node');
    const { message, ...error } = await failure(root, {
      env: { NAPI_RS_NATIVE_LIBRARY_PATH: nowhere },
    });
    assert.deepEqual(error, { ...bindingError, cause: 'MODULE_NOT_FOUND' });
    assert.ok(message.includes(nowhere), message);
    assert.match(message, /npx ipcmain-build/);
  });

  const [major] = process.versions.node.split('.').map(Number);
  const permission = major < 22 ? '--experimental-permission' : '--permission';
  for (const execArgv of [['--no-addons'], [permission, '--allow-fs-read=*', '--no-warnings']]) {
    it(`fault 58: ${execArgv[0]}: ERR_IPC_BINDING, naming --allow-addons`, async () => {
      const { message, ...error } = await failure(root, { execArgv });
      assert.deepEqual(error, { ...bindingError, cause: 'ERR_DLOPEN_DISABLED' });
      assert.match(message, /--no-addons/);
      assert.match(message, /--allow-addons/);
    });
  }
});
