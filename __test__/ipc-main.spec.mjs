// Contract 1 and 18, cases 1 to 16: ipcMain as an emitter of messages.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { sharesMemory, startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** Starts a renderer that sends messages, given as `[channel, ...args]`, and stays. */
function startSender(t, messages) {
  return startRenderer(
    t,
    ({ ipcRenderer, data }) => {
      ipcRenderer.on('stay', () => {});
      for (const message of data) ipcRenderer.send(...message);
    },
    { data: messages },
  );
}

describe('ipcMain as an emitter', () => {
  it('1 a fresh process has only the hidden listener', async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { ipcMain } = require('ipcmain');
      report(ipcMain.eventNames());
    });
    assert.deepEqual(reports, [['error']]);
  });

  it('1 renderers, replies and contents are not seen in the event names', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain, webContents } = require('ipcmain');
      ipcMain.handle('a', () => 1);
      const worker = startWorker(async ({ ipcRenderer }) => {
        ipcRenderer.send('nobody');
        await ipcRenderer.invoke('a');
        await ipcRenderer.invoke('b').catch(() => {});
      });
      webContents.fromWorker(worker);
      worker.on('exit', () => report(ipcMain.eventNames()));
    });
    assert.deepEqual(reports, [['error']]);
  });

  it('2 removeAllListeners of one channel leaves the others', async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { ipcMain } = require('ipcmain');
      report(ipcMain.removeAllListeners() === ipcMain);
      ipcMain.on('channel1', () => {});
      ipcMain.on('channel2', () => {});
      ipcMain.removeAllListeners('channel1');
      report(ipcMain.eventNames());
    });
    assert.deepEqual(reports, [true, ['channel2']]);
  });

  it('3 removeAllListeners without a channel takes the hidden listener too', async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('channel1', () => {});
      ipcMain.on('channel2', () => {});
      ipcMain.removeAllListeners();
      report([ipcMain.eventNames(), ipcMain.listenerCount('error')]);
    });
    assert.deepEqual(reports, [[[], 0]]);
  });

  it("3 removeAllListeners('error') takes the hidden listener too", async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.removeAllListeners('error');
      report([ipcMain.eventNames(), ipcMain.listenerCount('error')]);
    });
    assert.deepEqual(reports, [[[], 0]]);
  });

  it('4 every emitter starts with one listener for errors', (t) => {
    const { contents } = startSender(t, []);
    for (const emitter of [ipcMain, contents.ipc, contents.mainFrame.ipc]) {
      assert.equal(emitter.listenerCount('error'), 1);
      assert.deepEqual(emitter.eventNames(), ['error']);
      assert.equal(emitter.constructor, ipcMain.constructor);
    }
  });

  it('5 a renderer may send on the channel "error" (fault 80)', async (t) => {
    startSender(t, [['error', 1], ['marker']]);
    await nextMessage(ipcMain, 'marker');
  });

  it('5 a listener for "error" gets the event and the arguments', async (t) => {
    const { contents } = startSender(t, [['error', 1, 'two']]);
    const [event, ...args] = await nextMessage(ipcMain, 'error');
    assert.equal(event.sender, contents);
    assert.deepEqual(args, [1, 'two']);
  });

  it('6 without the hidden listener a message on "error" is an uncaught exception', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.removeAllListeners();
      ipcMain.on('marker', () => report('marker'));
      process.on('uncaughtException', ({ name, code, message, context }, origin) =>
        report({ name, code, start: message.slice(0, 18), type: context.type, origin }),
      );
      startWorker(({ ipcRenderer }) => {
        ipcRenderer.send('error', 1);
        ipcRenderer.send('marker');
      });
    });
    const uncaught = {
      name: 'Error',
      code: 'ERR_UNHANDLED_ERROR',
      start: 'Unhandled error. (',
      type: 'frame',
      origin: 'uncaughtException',
    };
    assert.deepEqual(reports, [uncaught, 'marker']);
  });

  it('7 a message on "error" rejects a pending events.once with its event', async (t) => {
    const pending = once(ipcMain, 'x');
    const { contents } = startSender(t, [['error', 1]]);
    await assert.rejects(pending, (event) => event.sender === contents && event.type === 'frame');
    assert.equal(ipcMain.listenerCount('x'), 0);
  });

  it('8 it is an EventEmitter whose methods return it', () => {
    assert.ok(ipcMain instanceof EventEmitter);
    const listener = () => {};
    const adding = ['on', 'addListener', 'prependListener', 'once', 'prependOnceListener'];
    for (const method of adding) {
      assert.equal(ipcMain[method]('x', listener), ipcMain, method);
      assert.deepEqual(ipcMain.listeners('x'), [listener], method);
      assert.equal(ipcMain.rawListeners('x')[0] === listener, !/once/i.test(method), method);
      assert.equal(ipcMain.off('x', listener), ipcMain);
      assert.equal(ipcMain.listenerCount('x'), 0);
    }
  });

  it('8 listeners are called in order, on ipcMain, with event and arguments', async (t) => {
    const calls = [];
    const listen = (name) =>
      function (event, ...args) {
        calls.push([name, this === ipcMain, event, ...args]);
      };
    ipcMain.on('x', listen('second'));
    ipcMain.addListener('x', listen('third'));
    ipcMain.prependListener('x', listen('first'));
    ipcMain.prependOnceListener('x', listen('once'));
    startSender(t, [['x', 1, 2], ['x'], ['marker']]);
    await nextMessage(ipcMain, 'marker');
    const names = calls.map(([name]) => name);
    assert.deepEqual(names, ['once', 'first', 'second', 'third', 'first', 'second', 'third']);
    assert.ok(calls.every(([, bound]) => bound));
    assert.equal(new Set(calls.slice(0, 4).map(([, , event]) => event)).size, 1);
    assert.deepEqual(calls[3].slice(3), [1, 2]);
    assert.deepEqual(calls[4].slice(3), []);
  });

  it(
    '9 once runs for one of two messages that are already queued',
    { skip: sharesMemory },
    async (t) => {
      const queued = new Int32Array(new SharedArrayBuffer(4));
      startRenderer(
        t,
        ({ ipcRenderer, data }) => {
          ipcRenderer.on('stay', () => {});
          ipcRenderer.send('x', 1);
          ipcRenderer.send('x', 2);
          ipcRenderer.send('marker');
          Atomics.store(data, 0, 1);
          Atomics.notify(data, 0);
        },
        { data: queued },
      );
      // Main is blocked until the renderer has sent everything.
      assert.notEqual(Atomics.wait(queued, 0, 0, 10_000), 'timed-out');
      const seen = [];
      ipcMain.once('x', (_event, arg) => seen.push(arg));
      await nextMessage(ipcMain, 'marker');
      assert.deepEqual(seen, [1]);
    },
  );

  it('10 removeListener finds the function that was given to once', async (t) => {
    const listener = () => assert.fail('was removed');
    for (const remove of ['removeListener', 'off']) {
      ipcMain.once('x', listener);
      ipcMain.prependOnceListener('x', listener);
      ipcMain[remove]('x', listener);
      assert.equal(ipcMain.listenerCount('x'), 1);
      ipcMain[remove]('x', listener);
      assert.equal(ipcMain.listenerCount('x'), 0);
    }
    startSender(t, [['x'], ['marker']]);
    await nextMessage(ipcMain, 'marker');
  });

  it('11 the eleventh listener of a channel warns, once', async () => {
    const reports = await reportsOf(({ report, require }) => {
      const { ipcMain } = require('ipcmain');
      process.on('warning', (warning) => {
        const { name, message, type, count, emitter } = warning;
        report({ name, message, type, count, bound: emitter === ipcMain });
      });
      for (let count = 0; count < 10; count++) ipcMain.on('x', () => {});
      process.emitWarning('ten');
      for (let count = 0; count < 3; count++) ipcMain.on('x', () => {});
      ipcMain.setMaxListeners(0);
      for (let count = 0; count < 20; count++) ipcMain.on('silent', () => {});
      process.emitWarning('end');
    });
    assert.deepEqual(
      reports.map(({ name }) => name),
      ['Warning', 'MaxListenersExceededWarning', 'Warning'],
    );
    assert.deepEqual(reports[1], {
      name: 'MaxListenersExceededWarning',
      message:
        'Possible EventEmitter memory leak detected. 11 x listeners added to [IpcMainImpl]. ' +
        'MaxListeners is 10. Use emitter.setMaxListeners() to increase limit',
      type: 'x',
      count: 11,
      bound: true,
    });
  });

  it('16 a local emit reaches the listeners', () => {
    const seen = [];
    ipcMain.on('x', (...args) => seen.push(args));
    const event = {};
    assert.equal(ipcMain.emit('x', event, 1), true);
    assert.equal(ipcMain.emit('y', event, 1), false);
    assert.deepEqual(seen, [[event, 1]]);
    assert.equal(seen[0][0], event);
  });
});
