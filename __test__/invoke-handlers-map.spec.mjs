// Contract 1.1, 1.6 and 18, cases 17 to 24: the Map of handlers, which tools and tests read.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { captureConsole, clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** What an invoke of 'x' comes to: its value, or the text of its error. */
function invoke(t) {
  return startRenderer(t, async ({ ipcRenderer, report }) => {
    report(await ipcRenderer.invoke('x').catch(({ message }) => message));
  }).reported();
}

const handlers = ipcMain._invokeHandlers;
const noHandler = "Error invoking remote method 'x': Error: No handler registered for 'x'";

describe('ipcMain._invokeHandlers', () => {
  it('17 it is a Map of the handlers, in the order of registration', () => {
    assert.ok(handlers instanceof Map);
    const [one, other] = [() => 1, () => 2];
    ipcMain.handle('x', one);
    ipcMain.handle('10', other);
    ipcMain.handle('9', one);
    assert.equal(handlers.size, 3);
    assert.deepEqual(
      [...handlers],
      [
        ['x', one],
        ['10', other],
        ['9', one],
      ],
    );
    assert.deepEqual([...handlers.keys()], ['x', '10', '9']);
    assert.deepEqual([...handlers.values()], [one, other, one]);
    assert.equal(handlers.get('x'), one);
    assert.equal(handlers.get('unknown'), undefined);
    assert.deepEqual([handlers.has('10'), handlers.has(10)], [true, false]);
    const seen = [];
    handlers.forEach((handler, channel, map) => seen.push([handler, channel, map === handlers]));
    assert.deepEqual(seen[1], [other, '10', true]);
    ipcMain.removeHandler('x');
    assert.deepEqual([...new Map(handlers).keys()], ['10', '9']);
  });

  it('18 handleOnce registers a function of its own', () => {
    const calls = [];
    ipcMain.handleOnce('x', (...args) => {
      calls.push([handlers.has('x'), ...args]);
      return 'result';
    });
    assert.equal(handlers.get('x')('event', 1, 2), 'result');
    assert.deepEqual(calls, [[false, 'event', 1, 2]]);
  });

  it('22 handle and handleOnce belong to each emitter, removeHandler to the class', (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => ipcRenderer.on('stay', () => {}));
    const emitters = [ipcMain, contents.ipc, contents.mainFrame.ipc];
    for (const emitter of emitters) {
      const keys = Object.keys(emitter);
      for (const key of ['_invokeHandlers', 'handle', 'handleOnce']) assert.ok(keys.includes(key));
      assert.ok(!Object.hasOwn(emitter, 'removeHandler'));
      assert.ok(Object.hasOwn(emitter.constructor.prototype, 'removeHandler'));
      const { handle, handleOnce } = emitter;
      handle('x', () => {});
      handleOnce('y', () => {});
      assert.deepEqual([...emitter._invokeHandlers.keys()], ['x', 'y']);
    }
    assert.equal(new Set(emitters.map(({ handle }) => handle)).size, 3);
  });

  it('22 handle on an object that inherits from ipcMain registers on ipcMain', () => {
    const child = Object.create(ipcMain);
    child.handle('x', () => {});
    assert.ok(handlers.has('x'));
    child.removeHandler('x');
    assert.ok(!handlers.has('x'));
  });

  it('24 what is set there answers', async (t) => {
    assert.equal(
      handlers.set('x', () => 'set'),
      handlers,
    );
    assert.equal(await invoke(t), 'set');
    assert.throws(() => ipcMain.handle('x', () => {}), /second handler for 'x'/);
    handlers.set('x', () => 'replaced');
    assert.equal(await invoke(t), 'replaced');
  });

  it('24 what is deleted there does not answer', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handle('x', () => 'first');
    assert.equal(handlers.delete('x'), true);
    assert.equal(handlers.delete('x'), false);
    assert.equal(await invoke(t), noHandler);
    ipcMain.handle('x', () => 'second');
    assert.equal(await invoke(t), 'second');
  });

  it('24 clear removes all handlers and no listener', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handle('x', () => 'first');
    ipcMain.handle('y', () => {});
    ipcMain.on('x', () => {});
    assert.equal(handlers.clear(), undefined);
    assert.equal(handlers.size, 0);
    assert.equal(ipcMain.listenerCount('x'), 1);
    assert.equal(await invoke(t), noHandler);
    ipcMain.handle('x', () => 'second');
    assert.equal(await invoke(t), 'second');
  });

  it('24 another Map may take its place', async (t) => {
    t.after(() => (ipcMain._invokeHandlers = handlers));
    ipcMain._invokeHandlers = new Map([['x', () => 'from the other Map']]);
    assert.equal(await invoke(t), 'from the other Map');
    assert.throws(() => ipcMain.handle('x', () => {}), /second handler for 'x'/);
  });
});
