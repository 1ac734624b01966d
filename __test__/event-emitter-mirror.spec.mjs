// Contract 1.1 and 18, case 8: what is done to an emitter past its own methods, and what the native side knows.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, ipcRenderer } from 'ipcmain';
import { makePlan, names, runPlan } from './support/emitter-world.mjs';
import { clearMain } from './support/main.mjs';

afterEach(clearMain);

const nothing = () => {};

/** What the native side knows, and what there is. */
function assertMirrored() {
  const { channels, listeners } = ipcMain.inspect().registry;
  const present = ipcMain.eventNames();
  const count = present.reduce((sum, name) => sum + ipcMain.listenerCount(name), 0);
  assert.deepEqual({ channels, listeners }, { channels: present.length, listeners: count });
}

/** Takes everything away, also where listeners throw. */
function clearAll() {
  while (ipcMain.eventNames().length > 0) {
    try {
      ipcMain.removeAllListeners();
    } catch {
      // Of a listener, on purpose.
    }
  }
}

describe('the methods of an emitter, called on another one', () => {
  const classes = { ipcMain: ipcMain.constructor, ipcRenderer: ipcRenderer.constructor };
  for (const [name, { prototype }] of Object.entries(classes)) {
    it(`8 those of ${name} work there, and there only`, () => {
      const other = new EventEmitter();
      prototype.on.call(other, 'x', nothing);
      prototype.prependListener.call(other, 'x', nothing);
      prototype.addListener.call(other, 'x', nothing);
      prototype.once.call(other, 'x', nothing);
      assert.equal(other.listenerCount('x'), 4);
      assert.equal(prototype.off.call(other, 'x', nothing), other);
      prototype.removeListener.call(other, 'x', nothing);
      assert.equal(prototype.listenerCount.call(other, 'x'), 2);
      prototype.removeAllListeners.call(other);
      assert.deepEqual(other.eventNames(), []);
      assert.equal(ipcMain.listenerCount('x') + ipcRenderer.listenerCount('x'), 0);
    });

    it(`8 those of ${name} can be mixed into an object`, (t) => {
      const heard = t.mock.fn();
      const { on, once, off, emit, removeListener } = prototype;
      const mixed = { on, once, off, emit, removeListener };
      mixed.on('x', heard);
      mixed.once('x', heard);
      mixed.emit('x', 1);
      mixed.emit('x', 2);
      mixed.off('x', heard);
      mixed.emit('x', 3);
      assert.deepEqual(
        heard.mock.calls.map((call) => call.arguments),
        [[1], [1], [2]],
      );
    });
  }

  it('8 another ipcRenderer of the same class has listeners of its own', () => {
    const other = new ipcRenderer.constructor();
    assert.equal(other.on('x', nothing), other);
    assert.deepEqual([other.eventNames(), ipcRenderer.eventNames()], [['x'], []]);
  });
});

describe("Node's own methods, called on ipcMain", () => {
  const { prototype } = EventEmitter;

  it('8 a listener that they add is one like the others', () => {
    const [first, second, third] = [() => {}, () => {}, () => {}];
    ipcMain.on('x', second);
    prototype.prependListener.call(ipcMain, 'x', first);
    ipcMain.on('x', third);
    assert.deepEqual(ipcMain.listeners('x'), [first, second, third]);
    assert.equal(ipcMain.listenerCount('x'), 3);
    ipcMain.off('x', third);
    assert.deepEqual(ipcMain.listeners('x'), [first, second]);
    assertMirrored();
  });

  it('8 a listener that they remove is gone', () => {
    ipcMain.on('x', nothing).on('y', nothing);
    prototype.removeListener.call(ipcMain, 'x', nothing);
    assert.equal(ipcMain.listenerCount('x'), 0);
    prototype.removeAllListeners.call(ipcMain, 'y');
    assert.equal(ipcMain.eventNames().includes('y'), false);
    ipcMain.once('x', nothing).once('y', nothing);
    assertMirrored();
  });
});

describe('a listener with a "listener" that cannot be read', () => {
  it('8 is added and removed as by Node', () => {
    const throwing = Object.defineProperty(() => {}, 'listener', {
      get() {
        throw new Error('on purpose');
      },
    });
    const { proxy: revoked, revoke } = Proxy.revocable(() => {}, {});
    revoke();
    for (const listener of [throwing, revoked]) {
      ipcMain.on('x', listener);
      assert.equal(ipcMain.listenerCount('x'), 1);
      assertMirrored();
      ipcMain.off('x', listener);
      assert.equal(ipcMain.listenerCount('x'), 0);
      assertMirrored();
    }
  });
});

describe('the native side', () => {
  it('8 knows how many listen, whatever they do to one another', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const withOwn = [...names, 'newListener', 'removeListener'];
      const options = { count: 30, names: seed % 2 ? withOwn : withOwn.slice(-4), nested: true };
      runPlan(ipcMain, makePlan(seed, options));
      assertMirrored();
      clearAll();
      assertMirrored();
    }
  });

  it("8 also after a 'removeListener' listener that throws", () => {
    ipcMain.on('x', nothing).on('y', nothing);
    ipcMain.once('removeListener', () => {
      throw new Error('on purpose');
    });
    assert.throws(() => ipcMain.off('x', nothing), /on purpose/);
    assertMirrored();
    ipcMain.once('removeListener', () => {
      throw new Error('on purpose');
    });
    assert.throws(() => ipcMain.removeAllListeners('y'), /on purpose/);
    assertMirrored();
  });
});
