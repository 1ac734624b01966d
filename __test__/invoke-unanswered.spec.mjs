// Contract 3.5, 5.5, 5.8 and 18, cases 43, 44, 53, 54 and 60: invokes that no handler answers.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportsOf } from './support/children.mjs';
import { bareError } from './support/errors.cjs';
import { runInChild } from './support/child.mjs';

const neverSent = bareError("Error invoking remote method 'x': reply was never sent");

/** Main's part of 43 and 44; the data says what the handler throws. */
function throwWithoutText({ report, require, startWorker, data }) {
  const { ipcMain } = require('ipcmain');
  const { describeError } = require('./errors.cjs');
  const thrown = { null: null, undefined: undefined, bare: Object.create(null) }[data.thrown];
  console.error = (text, error, ...rest) => report([text, error === thrown, rest.length]);
  process.on('unhandledRejection', (error) => report(describeError(error)));
  ipcMain.handle('x', () => {
    if (data.rejects) return Promise.reject(thrown);
    throw thrown;
  });
  const worker = startWorker(async ({ ipcRenderer, report, require }) => {
    const { settled } = require('./errors.cjs');
    report(await settled(ipcRenderer.invoke('x')));
  });
  let collecting = true;
  const collect = () => {
    globalThis.gc();
    if (collecting) setImmediate(collect);
  };
  collect();
  worker.on('message', report);
  worker.on('exit', () => (collecting = false));
}

const collecting = { execArgv: ['--expose-gc'] };

/** Runs 43 or 44 and compares everything but the text of the TypeError, which it returns. */
async function textOfRejection(data) {
  const [printed, rejection, settled, ...rest] = await reportsOf(throwWithoutText, {
    ...collecting,
    data,
  });
  assert.deepEqual(printed, ["Error occurred in handler for 'x':", true, 0]);
  const { message } = rejection;
  assert.deepEqual(rejection, bareError(message, 'TypeError'));
  assert.deepEqual(settled, { error: neverSent });
  assert.deepEqual(rest, []);
  return message;
}

describe('invokes without an answer', () => {
  it('43 throwing null is an unhandled rejection in main and no answer (fault 75)', async () => {
    assert.equal(
      await textOfRejection({ thrown: 'null' }),
      "Cannot read properties of null (reading 'toString')",
    );
  });

  it('43 so is rejecting with nothing', async () => {
    assert.equal(
      await textOfRejection({ thrown: 'undefined', rejects: true }),
      "Cannot read properties of undefined (reading 'toString')",
    );
  });

  it('44 so is throwing an object without toString', async () => {
    assert.match(await textOfRejection({ thrown: 'bare' }), /\.toString is not a function$/);
  });

  it('53 an invoke is rejected when nobody can answer it any more (fault 70)', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.handle('x', () => new Promise(() => {}));
      const worker = startWorker(async ({ ipcRenderer, report, require }) => {
        const { settled } = require('./errors.cjs');
        report(await settled(ipcRenderer.invoke('x')));
      });
      let collecting = true;
      const collect = () => {
        globalThis.gc();
        if (collecting) setImmediate(collect);
      };
      collect();
      worker.on('message', report);
      worker.on('exit', () => (collecting = false));
    }, collecting);
    assert.deepEqual(reports, [{ error: neverSent }]);
  });

  it('54 an invoke stays open while somebody holds its event (fault 71)', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      const held = new Set();
      ipcMain.handle('x', (event) => {
        held.add(event);
        return new Promise(() => {});
      });
      ipcMain.handle('dropped', () => new Promise(() => {}));
      ipcMain.handle('let go', () => held.clear());
      const worker = startWorker(async ({ ipcRenderer, report, require }) => {
        const { settled } = require('./errors.cjs');
        let open = true;
        const call = settled(ipcRenderer.invoke('x')).finally(() => (open = false));
        // Each of these is answered by the collector, which therefore had its chance at the other.
        for (let count = 0; count < 5; count++) {
          await ipcRenderer.invoke('dropped').catch(() => {});
        }
        report({ open });
        await ipcRenderer.invoke('let go');
        report(await call);
      });
      let collecting = true;
      const collect = () => {
        globalThis.gc();
        if (collecting) setImmediate(collect);
      };
      collect();
      worker.on('message', report);
      worker.on('exit', () => (collecting = false));
    }, collecting);
    assert.deepEqual(reports, [{ open: true }, { error: neverSent }]);
  });

  it('60 a handler goes on when its renderer is destroyed, and its answer is dropped (fault 86)', async () => {
    const { code, reports, stderr } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain, webContents } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer }) => ipcRenderer.invoke('x'));
      const contents = webContents.fromWorker(worker);
      ipcMain.handle('x', async (event) => {
        const destroyed = new Promise((resolve) => contents.once('destroyed', resolve));
        worker.terminate();
        await destroyed;
        report([event.sender === contents, contents.isDestroyed()]);
        // The handler's own answer is sent after this one.
        setImmediate(() => report(event._replyChannel.sendReply({ result: 2 })));
        return 1;
      });
    });
    assert.deepEqual(
      { code, reports, stderr },
      { code: 0, reports: [[true, true], false], stderr: '' },
    );
  });

  it('60 a handler that fails after that prints its error and nothing else', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain, webContents } = require('ipcmain');
      console.error = (text, error) => report([text, error.message]);
      const worker = startWorker(({ ipcRenderer }) => ipcRenderer.invoke('x'));
      const contents = webContents.fromWorker(worker);
      ipcMain.handle('x', async () => {
        const destroyed = new Promise((resolve) => contents.once('destroyed', resolve));
        worker.terminate();
        await destroyed;
        throw new Error('too late');
      });
    });
    assert.deepEqual(reports, [["Error occurred in handler for 'x':", 'too late']]);
  });
});
