// Contract 1.1 and 1.6: a name that is no string is not kept when nothing is registered under it any more.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportsOf } from './support/children.mjs';
import { using } from './support/exchange.mjs';

/** Resolves when all the names that a use was made of are collected; the child is killed if that never is. */
const collected = async ({ require }, makeName, use) => {
  const { ipcMain } = require('ipcmain');
  const fn = () => {};
  let left = 100;
  const registry = new FinalizationRegistry(() => left--);
  (() => {
    for (let count = left; count > 0; count--) {
      const name = makeName();
      registry.register(name);
      use(ipcMain, name, fn);
    }
  })();
  while (left > 0) {
    await new Promise(setImmediate);
    globalThis.gc();
  }
  return ipcMain;
};

/** Runs `use` in a child with many names, and says what of them is left. */
function leftOf(makeName, use) {
  const run = async (context, collected, makeName, use) => {
    const ipcMain = await collected(context, makeName, use);
    context.report(ipcMain.eventNames().map(String));
  };
  return reportsOf(using(run, collected, makeName, use), { execArgv: ['--expose-gc'] });
}

const symbol = () => Symbol('s');
const object = () => ({});

describe('the names of events', () => {
  for (const [what, use] of Object.entries({
    'on and off': (emitter, name, fn) =>
      emitter.on(name, fn).on(name, fn).off(name, fn).off(name, fn),
    'once and emit': (emitter, name, fn) => emitter.once(name, fn).emit(name),
    'on and removeAllListeners of the name': (emitter, name, fn) =>
      emitter.on(name, fn).removeAllListeners(name),
    "that with a listener for 'removeListener'": (emitter, name, fn) =>
      emitter
        .on('removeListener', fn)
        .on(name, fn)
        .removeAllListeners(name)
        .off('removeListener', fn),
    'on and removeAllListeners': (emitter, name, fn) =>
      emitter.on(name, fn).removeAllListeners().on('error', fn),
    'off alone': (emitter, name, fn) => emitter.off(name, fn).removeAllListeners(name),
    'listenerCount alone': (emitter, name) => emitter.listenerCount(name),
  })) {
    it(`contract 1.1: a symbol is forgotten after ${what}`, async () => {
      assert.deepEqual(await leftOf(symbol, use), [['error']]);
    });
  }

  it('contract 1.1: a symbol that was forgotten is as good as new', async () => {
    const { ipcMain } = await import('ipcmain');
    const emitter = new ipcMain.constructor();
    const [one, other] = [Symbol('s'), Symbol('s')];
    const fn = () => {};
    emitter.on(one, fn).on(other, fn).off(one, fn).on(one, fn).once(one, fn);
    assert.deepEqual(emitter.eventNames(), ['error', other, one]);
    assert.deepEqual(
      [one, other].map((name) => emitter.listenerCount(name)),
      [2, 1],
    );
    emitter.removeAllListeners();
    assert.deepEqual(emitter.eventNames(), []);
    assert.equal(emitter.on(other, fn).listenerCount(other), 1);
    assert.deepEqual(emitter.eventNames(), [other]);
  });
});

describe('the channels of handlers', () => {
  for (const [kind, makeName] of Object.entries({ 'a symbol': symbol, 'an object': object })) {
    it(`contract 1.6: ${kind} is forgotten with its handler`, async () => {
      const use = (emitter, name, fn) => {
        emitter.handle(name, fn);
        emitter.removeHandler(name);
        emitter.handleOnce(name, fn);
        emitter.removeHandler(name);
      };
      assert.deepEqual(await leftOf(makeName, use), [['error']]);
    });

    it(`contract 1.6: ${kind} that has no handler is not kept`, async () => {
      const use = (emitter, name) => emitter.removeHandler(name);
      assert.deepEqual(await leftOf(makeName, use), [['error']]);
    });
  }
});
