// Contract 1.1, 1.3, 1.5 and 18, cases 7, 8 and 11: what node:events does with an emitter works on ipcMain.

import assert from 'node:assert/strict';
import events, { EventEmitter } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** Starts a renderer that sends messages, given as `[channel, ...args]`, and stays. */
function startSender(t, ...messages) {
  return startRenderer(
    t,
    ({ ipcRenderer, data }) => {
      ipcRenderer.on('stay', () => {});
      for (const message of data) ipcRenderer.send(...message);
    },
    { data: messages },
  ).contents;
}

describe('ipcMain and the functions of node:events', () => {
  it('7 events.once resolves with the event and the arguments of a message', async (t) => {
    const next = events.once(ipcMain, 'x');
    // Else the second could come while the next test listens.
    const last = events.once(ipcMain, 'last');
    const contents = startSender(t, ['x', 1, 'two'], ['x', 3], ['last']);
    const [event, ...args] = await next;
    await last;
    assert.equal(event.sender, contents);
    assert.deepEqual(args, [1, 'two']);
    assert.deepEqual(ipcMain.eventNames(), ['error']);
    assert.equal(ipcMain.listenerCount('error'), 1);
  });

  it('7 events.once can be aborted', async () => {
    const controller = new AbortController();
    const next = events.once(ipcMain, 'x', { signal: controller.signal });
    controller.abort();
    await assert.rejects(next, { name: 'AbortError', code: 'ABORT_ERR' });
    assert.equal(ipcMain.listenerCount('x'), 0);
  });

  it('7 events.on gives every message in order', async (t) => {
    const messages = events.on(ipcMain, 'x');
    const contents = startSender(t, ['x', 1], ['x', 2, 'two'], ['x'], ['x', 'last']);
    const seen = [];
    for await (const [event, ...args] of messages) {
      assert.equal(event.sender, contents);
      seen.push(args);
      if (args[0] === 'last') break;
    }
    assert.deepEqual(seen, [[1], [2, 'two'], [], ['last']]);
    assert.deepEqual(ipcMain.eventNames(), ['error']);
    assert.equal(ipcMain.listenerCount('error'), 1);
  });

  it('7 events.on ends with the event of a message on "error"', async (t) => {
    const messages = events.on(ipcMain, 'x');
    const contents = startSender(t, ['x', 1], ['error', 2]);
    const { value } = await messages.next();
    assert.equal(value[1], 1);
    await assert.rejects(messages.next(), (event) => event.sender === contents);
  });

  it('8 the static functions know its listeners', () => {
    const listener = () => {};
    ipcMain.once('x', listener);
    assert.deepEqual(events.getEventListeners(ipcMain, 'x'), [listener]);
    assert.equal(EventEmitter.listenerCount(ipcMain, 'x'), 1);
    assert.equal(events.getMaxListeners(ipcMain), events.defaultMaxListeners);
  });

  it('8 a monitor of errors comes before the listeners', () => {
    const calls = [];
    ipcMain.on('error', (arg) => calls.push(['listener', arg]));
    ipcMain.on(events.errorMonitor, (arg) => calls.push(['monitor', arg]));
    ipcMain.emit('error', 1);
    assert.deepEqual(calls, [
      ['monitor', 1],
      ['listener', 1],
    ]);
  });

  it('8 captured rejections go to the listeners for errors', async () => {
    const reports = await reportsOf(({ report, require }) => {
      const events = require('node:events');
      events.captureRejections = true;
      const { ipcMain } = require('ipcmain');
      process.on('unhandledRejection', () => report('unhandled'));
      const reject = async (arg) => {
        throw new Error(`of ${arg}`);
      };
      ipcMain.on('error', ({ message }) => report(message));
      ipcMain.on('x', reject);
      ipcMain.once('y', reject);
      ipcMain.emit('x', 'on');
      ipcMain.emit('y', 'once');
      setImmediate(() => {
        ipcMain[events.captureRejectionSymbol] = ({ message }, name, arg) =>
          report([message, name, arg]);
        ipcMain.emit('x', 'symbol');
      });
    });
    assert.deepEqual(reports, ['of on', 'of once', ['of symbol', 'x', 'symbol']]);
  });

  it('8 captured rejections are swallowed by the hidden listener', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      require('node:events').captureRejections = true;
      const { ipcMain } = require('ipcmain');
      process.on('unhandledRejection', () => report('unhandled'));
      ipcMain.on('x', async () => {
        throw new Error('swallowed');
      });
      ipcMain.handle('marker', () => report('marker'));
      startWorker(({ ipcRenderer }) => {
        ipcRenderer.send('x');
        ipcRenderer.invoke('marker');
      });
    });
    assert.deepEqual(reports, ['marker']);
  });

  it("11 the warning about many listeners is Node's own", async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { EventEmitter, setMaxListeners } = require('node:events');
      const { ipcMain } = require('ipcmain');
      class IpcMainImpl extends EventEmitter {}
      const emitters = [new ipcMain.constructor(), new IpcMainImpl()];
      process.on('warning', ({ name, message, type, count, emitter }) =>
        report([emitters.indexOf(emitter), name, message, String(type), count]),
      );
      const add = (emitter, name, count) => {
        for (let index = 0; index < count; index++) emitter.on(name, () => {});
      };
      for (const emitter of emitters) {
        add(emitter, 'x', 15);
        add(emitter, Symbol('s'), 11);
        // A channel that was emptied may warn again.
        emitter.removeAllListeners('x');
        add(emitter, 'x', 11);
        emitter.setMaxListeners(1);
        add(emitter, 'y', 3);
        setMaxListeners(3, emitter);
        emitter.prependListener('z', () => {});
        add(emitter, 'z', 1);
        emitter.prependOnceListener('z', () => {});
        emitter.prependOnceListener('z', () => {});
      }
    });
    const of = (emitter) => reports.filter(([index]) => index === emitter).map((it) => it.slice(1));
    assert.equal(of(1).length, 5);
    assert.deepEqual(of(0), of(1));
  });
});
