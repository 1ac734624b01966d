// Contract 1.1 and 18, case 8: Node's own rules for an EventEmitter hold on ipcMain.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { describeError, thrownBy } from './support/errors.cjs';
import { clearMain } from './support/main.mjs';

afterEach(clearMain);

const methods = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'].concat([
  'off',
  'removeListener',
]);

/** Does the same on a fresh emitter of ipcMain's class and on one of Node's, and compares. */
function assertSame(run) {
  const plain = new EventEmitter();
  plain.on('error', () => {});
  const expected = run(plain);
  assert.deepEqual(run(new ipcMain.constructor()), expected);
  return expected;
}

describe("ipcMain and Node's rules", () => {
  it('8 a listener that is no function is refused as Node refuses it', () => {
    const listeners = [undefined, null, 5, 'text', {}, { handleEvent() {} }, Symbol('s'), true, []];
    const thrown = assertSame((emitter) => {
      emitter.on('newListener', () => assert.fail('nothing was added'));
      return methods.flatMap((method) =>
        listeners.map((listener) => {
          try {
            emitter[method]('x', listener);
          } catch (error) {
            return [describeError(error), error.code];
          }
          return 'accepted';
        }),
      );
    });
    assert.equal(thrown.filter(([, code]) => code === 'ERR_INVALID_ARG_TYPE').length, 63);
  });

  it('8 a maximum that is no number is refused as Node refuses it', () => {
    assertSame((emitter) => [
      ...[-1, NaN, 'x', null, undefined, {}].map((value) =>
        thrownBy(() => emitter.setMaxListeners(value)),
      ),
      emitter.getMaxListeners(),
      emitter.setMaxListeners(5) === emitter,
      emitter.getMaxListeners(),
    ]);
  });

  it('8 names are listed in the order of property keys', () => {
    const [one, other] = [Symbol('s'), Symbol('s')];
    const names = assertSame((emitter) => {
      const added = [
        'b',
        one,
        '10',
        '01',
        '9',
        'a',
        '-1',
        '4294967295',
        '4294967294',
        other,
        '1.5',
      ];
      for (const name of [...added, 'b']) emitter.on(name, () => {});
      emitter.removeAllListeners('a');
      emitter.on('a', () => {});
      return emitter.eventNames();
    });
    assert.equal(names.at(-2), one);
  });

  it('8 symbols are told apart, whatever their text', () => {
    assertSame((emitter) => {
      const calls = [];
      const names = [Symbol('s'), Symbol('s'), Symbol.for('s'), Symbol.iterator, 's', 'Symbol(s)'];
      for (const [index, name] of names.entries()) emitter.on(name, () => calls.push(index));
      for (const name of names) emitter.emit(name);
      emitter.removeAllListeners(names[1]);
      return [calls, names.map((name) => emitter.listenerCount(name))];
    });
  });

  it('8 a once listener does not keep the next listener from a message', () => {
    assertSame((emitter) => {
      const calls = [];
      emitter.once('x', () => calls.push('once'));
      emitter.on('x', () => calls.push('on'));
      emitter.once('x', () => calls.push('once more'));
      emitter.on('x', () => calls.push('last'));
      emitter.emit('x');
      emitter.emit('x');
      return calls;
    });
  });

  it('8 a listener that is added during a message does not get it (fault 67)', () => {
    assertSame((emitter) => {
      const calls = [];
      emitter.on('x', () => {
        calls.push('first');
        if (calls.length > 1) return;
        emitter.on('x', () => calls.push('added'));
        emitter.prependListener('x', () => calls.push('prepended'));
      });
      emitter.on('x', () => calls.push('second'));
      emitter.emit('x');
      return calls;
    });
  });

  it("8 removeAllListeners also forgets what a 'removeListener' listener adds meanwhile", () => {
    const left = assertSame((emitter) => {
      emitter.on('removeListener', () => emitter.on('added', () => {}));
      emitter.on('x', () => {});
      emitter.removeAllListeners();
      return [emitter.eventNames(), emitter.listenerCount('added'), emitter.listeners('added')];
    });
    assert.deepEqual(left, [[], 0, []]);
  });

  it("8 'removeListener' and 'newListener' get the name as it was given", () => {
    assertSame((emitter) => {
      const names = [];
      emitter.on('newListener', (name) => names.push(name));
      emitter.on('removeListener', (name) => names.push(name));
      emitter.on(5, () => {});
      emitter.removeAllListeners(5);
      return names;
    });
  });

  it('8 a function may have a "listener" property of its own', () => {
    for (const listener of [() => {}, 'text', 5, null]) {
      assertSame((emitter) => {
        const added = [];
        const fn = Object.assign(() => {}, { listener });
        emitter.on('newListener', (_name, original) => added.push(original === listener));
        emitter.on('x', fn);
        const counts = [emitter.listenerCount('x'), emitter.rawListeners('x')[0] === fn];
        emitter.removeListener('x', fn);
        return [added, counts, emitter.listenerCount('x')];
      });
    }
  });

  it('8 listenerCount counts one listener only', () => {
    assertSame((emitter) => {
      const listener = () => {};
      emitter
        .on('x', listener)
        .once('x', listener)
        .on('x', () => {});
      const asked = [undefined, null, listener, () => {}, 'text', 5, {}];
      return asked.map((one) => emitter.listenerCount('x', one));
    });
  });

  it('8 an object that inherits from ipcMain listens there', () => {
    const child = Object.create(ipcMain);
    const calls = [];
    const listener = function () {
      calls.push(this);
    };
    for (const method of methods.slice(0, 5)) assert.equal(child[method]('x', listener), child);
    assert.equal(ipcMain.listenerCount('x'), 5);
    assert.equal(child.listenerCount('x'), 5);
    assert.deepEqual(ipcMain.listeners('x'), Array(5).fill(listener));
    ipcMain.emit('x');
    assert.equal(child.listenerCount('x'), 3);
    child.emit('x');
    // What once has wrapped is called on the object that once was called on.
    const selves = calls.map((self) => (self === child ? 'child' : 'ipcMain'));
    assert.deepEqual(selves.toSorted(), [...Array(5).fill('child'), ...Array(3).fill('ipcMain')]);
    for (let count = 0; count < 3; count++) assert.equal(child.off('x', listener), child);
    assert.equal(ipcMain.listenerCount('x'), 0);
  });

  it('8 it is shown as what it is', () => {
    assert.equal(ipcMain.constructor.name, 'IpcMainImpl');
    assert.match(inspect(ipcMain), /^IpcMainImpl \{/);
    assert.equal(Object.getPrototypeOf(ipcMain), ipcMain.constructor.prototype);
  });
});
