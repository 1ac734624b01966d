// Fault 63: every kind of Worker is a renderer.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { ipcMain, webContents } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';

afterEach(clearMain);

describe('kinds of Workers', () => {
  const commonJs = `
    const { workerData } = require('node:worker_threads');
    const { ipcRenderer } = require(workerData.commonJs);
  `;
  const esm = (file) => `import { ipcRenderer } from ${JSON.stringify(file)};`;
  const code = `
    ipcRenderer.once('end', () => {});
    ipcRenderer.invoke('ask', 1).then((answer) => {
      console.log('printed');
      ipcRenderer.send('hello', answer, ipcRenderer.sendSync('sync'));
    });
  `;
  const files = {
    commonJs: new URL('../index.js', import.meta.url).pathname,
    esm: new URL('../index.mjs', import.meta.url).href,
  };
  const dataUrl = (text) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  const fixture = new URL('fixtures/esm-renderer.mjs', import.meta.url);
  const kinds = {
    'eval: true': [commonJs + code, { eval: true }],
    'a data: URL': [dataUrl(esm(files.esm) + code), {}],
    'an ESM entry': [fixture, {}],
    'an ESM entry as a file name': [fixture.pathname, {}],
    SHARE_ENV: [fixture, { env: SHARE_ENV }],
    'an env of its own': [fixture, { env: {} }],
    execArgv: [fixture, { execArgv: ['--no-warnings'] }],
    resourceLimits: [fixture, { resourceLimits: { maxOldGenerationSizeMb: 64 } }],
    'trackUnmanagedFds: false': [fixture, { trackUnmanagedFds: false }],
  };
  for (const [kind, [entry, options]] of Object.entries(kinds)) {
    it(`fault 63: a Worker with ${kind}, and with stdout: true`, async (t) => {
      ipcMain.handle('ask', (_event, n) => n + 1);
      ipcMain.on('sync', (event) => (event.returnValue = 'sync'));
      const message = nextMessage(ipcMain, 'hello');
      const worker = new Worker(entry, { ...options, stdout: true, workerData: files });
      t.after(() => worker.terminate());
      const contents = webContents.fromWorker(worker);
      const [event, ...args] = await message;
      assert.equal(event.sender, contents);
      assert.deepEqual(args, [2, 'sync']);
      assert.equal(String((await once(worker.stdout, 'data'))[0]), 'printed\n');
      const exited = once(worker, 'exit');
      contents.send('end');
      assert.deepEqual(await exited, [0]);
    });
  }
});
