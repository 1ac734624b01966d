// What is not built can be looked at, spied on and replaced, and says what it is when it is called (host 2, tier I).

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import * as electron from 'ipcmain/electron';

const require = createRequire(import.meta.url);
const { declaredMembers } = require('../lib/electron/declared-members.js');
const words = (text = '') => text.split(' ').filter(Boolean);
const code = 'ERR_IPC_NOT_IMPLEMENTED';

/** The classes that throw when one is made. */
const classes = Object.entries(electron).filter(
  ([name, value]) => /^[A-Z]/.test(name) && typeof value === 'function' && isMissing(value),
);

function isMissing(value) {
  try {
    return Boolean(value());
  } catch (error) {
    return error.code === code;
  }
}

describe('a class that is not built', () => {
  it('host I: there are some', () => {
    assert.ok(classes.some(([name]) => name === 'Tray'));
  });

  for (const [name, Class] of classes) {
    it(`host I: ${name} has the members that Electron declares, which can be replaced`, (t) => {
      const { statics, methods, properties } = declaredMembers[name] ?? {};
      for (const [object, list] of [
        [Class, statics],
        [Class.prototype, methods],
      ]) {
        for (const method of words(list)) {
          const mock = t.mock.method(object, method, () => 'mocked');
          assert.equal(object[method](), 'mocked');
          mock.mock.restore();
          assert.equal(typeof object[method], 'function');
        }
      }
      for (const method of words(methods)) {
        if (method in EventEmitter.prototype) continue;
        assert.throws(() => Class.prototype[method](), {
          code,
          message: new RegExp(`: ${name}\\.${method}\\(\\) is`),
        });
      }
      for (const property of words(properties)) {
        assert.ok(property in Class.prototype);
        assert.throws(() => Class.prototype[property], { code });
      }
      assert.throws(() => new Class(), { code, message: new RegExp(`: new ${name}\\(\\) is`) });
      assert.equal(Class.name, name);
    });
  }

  it('host I: can be extended, as far as that goes', () => {
    class Mine extends electron.Tray {}
    assert.equal(typeof Mine.prototype.setToolTip, 'function');
    assert.equal(typeof Mine.prototype.on, 'function');
    assert.throws(() => new Mine('icon'), { code });
  });
});

describe('an object of which a part is built', () => {
  it('host I: has the members that Electron declares, and no others', (t) => {
    t.mock.method(electron.dialog, 'showOpenDialog', () => 'mocked');
    assert.equal(electron.dialog.showOpenDialog(), 'mocked');
    t.mock.restoreAll();
    assert.throws(() => electron.dialog.showOpenDialog(), { code });
    assert.ok('showSaveDialog' in electron.dialog);
    assert.equal(electron.dialog.showNothing, undefined);
    assert.equal('showNothing' in electron.dialog, false);
  });

  it('host I: can be listened to where Electron says so', () => {
    for (const { on } of [electron.inAppPurchase, electron.pushNotifications, electron.screen]) {
      assert.equal(typeof on, 'function');
    }
    assert.equal(electron.dialog.on, undefined);
  });

  it('host I: keeps what is put in the place of a property', (t) => {
    const { defaultSession } = electron.session;
    t.after(() => delete defaultSession.cookies);
    assert.throws(() => defaultSession.cookies, { code, message: /: Session\.cookies is/ });
    defaultSession.cookies = 'mine';
    assert.equal(defaultSession.cookies, 'mine');
  });
});
