// Contract 8.2, 8.7, 8.8 and 18, cases 246, 247, 252 and 256 to 258: Errors as values, and refusals.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';
import { describeError, notCloned, using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { crosses, refused } from './support/routes.mjs';

afterEach(clearMain);

describe('values that are refused', () => {
  it('246 what cannot be cloned is refused in one and the same way', async (t) => {
    await refused(t, () => ({
      function: () => {},
      class: class {},
      symbol: Symbol('s'),
      promise: Promise.resolve(),
      weakMap: new WeakMap(),
      weakSet: new WeakSet(),
      weakRef: new WeakRef({}),
      proxy: new Proxy({ a: 1 }, {}),
      generator: (function* () {})(),
      arguments: (function () {
        return arguments;
      })(),
      mapIterator: new Map([[1, 2]]).entries(),
      arrayIterator: [1].values(),
      method: { toJSON() {} },
    }));
  });

  it('246 so is an object that has one of them inside', async (t) => {
    await refused(t, () => ({
      inObject: { deep: { inside: () => {} } },
      inArray: [1, [Symbol('s')]],
      inMap: new Map([[{}, Promise.resolve()]]),
      inSet: new Set([new WeakMap()]),
    }));
  });

  it('247 so is a boxed symbol', async (t) => {
    await refused(t, () => ({ boxed: Object(Symbol('s')) }));
  });

  it('252 so is a detached ArrayBuffer', async (t) => {
    await refused(t, () => {
      const buffer = new ArrayBuffer(8);
      const view = new Uint8Array(buffer);
      structuredClone(buffer, { transfer: [buffer] });
      return { buffer, view };
    });
  });

  it('256 so is an Error with a cause that cannot be cloned', async (t) => {
    await refused(t, () => ({ caused: new Error('m', { cause: () => {} }) }));
  });

  it('258 so is an object that is nested too deep, and nobody crashes', async () => {
    const child = await runInChild(
      using(
        ({ report, startWorker, require }, refused, describeError) => {
          const { ipcMain, webContents } = require('ipcmain');
          globalThis.describeError = describeError;
          const worker = startWorker(refused, String(describeError));
          const contents = webContents.fromWorker(worker);
          worker.on('message', report);
          ipcMain.on('test', (event, value) => {
            const nest = (depth) => {
              let object = {};
              for (let level = 0; level < depth; level++) object = { object };
              return object;
            };
            console.error = (text, error) => report([text, describeError(error)]);
            contents.send('test', nest(20_000));
            try {
              event.returnValue = nest(20_000);
            } catch (error) {
              event.returnValue = describeError(error);
            }
            report(value);
          });
        },
        () => {},
        describeError,
      ),
    );
    assert.equal(child.code, 0);
    assert.deepEqual(child.reports, [notCloned]);
  });
});

describe('Errors', () => {});
