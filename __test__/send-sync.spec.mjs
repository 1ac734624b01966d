// Contract 3.3, 6 and 18, cases 95 to 117: ipcRenderer.sendSync and event.returnValue.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { describeError, notCloned } from './support/exchange.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { sharesMemory, startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** A renderer that reports what one sendSync on the channel `test` returns. */
const asks = ({ ipcRenderer, report, data }) => report(ipcRenderer.sendSync('test', data));

const neverSent = { error: 'reply was never sent' };

const warningOf = (contents, channel) =>
  `WebContents #${contents.id} called ipcRenderer.sendSync() with '${channel}' channel without listeners.`;

describe('event.returnValue', () => {
  it('95 sendSync returns what was assigned to returnValue', async (t) => {
    ipcMain.once('test', (event, value) => (event.returnValue = value));
    const renderer = startRenderer(t, asks, { data: { hello: ['world'] } });
    assert.deepEqual(await renderer.reported(), { hello: ['world'] });
  });

  it('97 the first of two listeners wins (fault 73)', async (t) => {
    ipcMain.on('test', (event) => (event.returnValue = 'first'));
    ipcMain.on('test', (event) => (event.returnValue = 'second'));
    const renderer = startRenderer(t, asks);
    assert.equal(await renderer.reported(), 'first');
  });

  it('98 it reads as undefined, before and after it was set', async (t) => {
    const seen = [];
    let descriptor;
    ipcMain.once('test', (event) => {
      seen.push(event.returnValue);
      event.returnValue = 'set';
      seen.push(event.returnValue);
      descriptor = Object.getOwnPropertyDescriptor(event, 'returnValue');
    });
    const renderer = startRenderer(t, asks);
    assert.equal(await renderer.reported(), 'set');
    assert.deepEqual(seen, [undefined, undefined]);
    assert.equal(descriptor.enumerable, false);
    assert.equal(descriptor.configurable, false);
    assert.equal(typeof descriptor.get, 'function');
    assert.equal(typeof descriptor.set, 'function');
  });

  it('99 a later set is ignored, whatever it is (fault 73)', async (t) => {
    let read = false;
    ipcMain.once('test', (event) => {
      event.returnValue = 1;
      event.returnValue = () => {};
      event.returnValue = {
        get property() {
          return (read = true);
        },
      };
    });
    const renderer = startRenderer(t, asks);
    assert.equal(await renderer.reported(), 1);
    assert.equal(read, false);
  });

  it('100 what cannot be cloned is thrown, and another value can be set (fault 74)', async (t) => {
    let refusal;
    ipcMain.once('test', (event) => {
      try {
        event.returnValue = () => {};
      } catch (error) {
        refusal = describeError(error);
      }
      event.returnValue = 1;
    });
    const renderer = startRenderer(t, asks);
    assert.equal(await renderer.reported(), 1);
    assert.deepEqual(refusal, notCloned);
  });

  it('101 undefined, null, NaN, -0, a BigInt and a Map arrive the same', async (t) => {
    const values = [undefined, null, NaN, -0, 2n ** 70n, new Map([[1, { a: 'b' }]]), '', false];
    ipcMain.on('test', (event, index) => (event.returnValue = values[index]));
    const renderer = startRenderer(
      t,
      ({ ipcRenderer, report, data }) => {
        for (let index = 0; index < data; index++) report(ipcRenderer.sendSync('test', index));
      },
      { data: values.length },
    );
    for (const value of values) assert.deepEqual(await renderer.reported(), value);
  });

  it('102 it can be set late', async (t) => {
    ipcMain.on('test', async (event, how) => {
      if (how === 'await') await Promise.resolve();
      if (how === 'immediate') await new Promise(setImmediate);
      if (how === 'timer') await new Promise((resolve) => setTimeout(resolve, 1));
      event.returnValue = how;
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      report(['await', 'immediate', 'timer'].map((how) => ipcRenderer.sendSync('test', how)));
    });
    assert.deepEqual(await renderer.reported(), ['await', 'immediate', 'timer']);
  });

  it(
    '103 the renderer goes on while the listener still runs',
    { skip: sharesMemory },
    async (t) => {
      const flag = new Int32Array(new SharedArrayBuffer(4));
      let waited;
      ipcMain.once('test', (event) => {
        event.returnValue = 'set';
        waited = Atomics.wait(flag, 0, 0, 10_000);
      });
      const renderer = startRenderer(
        t,
        ({ ipcRenderer, report, data }) => {
          const value = ipcRenderer.sendSync('test');
          Atomics.store(data, 0, 1);
          Atomics.notify(data, 0);
          report(value);
        },
        { data: flag },
      );
      assert.equal(await renderer.reported(), 'set');
      assert.notEqual(waited, 'timed-out');
    },
  );

  it('109 an answer of the shape of an error is returned as it is', async (t) => {
    ipcMain.once('test', (event) => (event.returnValue = { error: 'x' }));
    const renderer = startRenderer(t, asks);
    assert.deepEqual(await renderer.reported(), { error: 'x' });
  });

  it('110 a listener for "ipc-message-sync" can set it', async (t) => {
    const { contents, reported } = startRenderer(t, asks, { data: 'arg' });
    let args;
    contents.once('ipc-message-sync', (event, ...rest) => {
      args = rest;
      event.returnValue = 'foobar';
    });
    assert.equal(await reported(), 'foobar');
    assert.deepEqual(args, ['test', 'arg']);
  });
});

describe('sendSync that nobody listens to', () => {
  it('104 main warns once for each call, and the answer comes at once', async (t) => {
    const printed = captureConsole(t, 'warn');
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      report([ipcRenderer.sendSync('nobody', 1), ipcRenderer.sendSync('nobody', 2)]);
    });
    assert.deepEqual(await reported(), [neverSent, neverSent]);
    const warning = warningOf(contents, 'nobody');
    assert.deepEqual(printed, [[warning], [warning]]);
  });

  it('104 main warns before it dispatches, and dispatches all the same', async (t) => {
    const log = [];
    t.mock.method(console, 'warn', () => log.push('warning'));
    const { contents, reported } = startRenderer(t, asks);
    const { emit } = contents;
    contents.emit = function (name, event, ...args) {
      log.push(name);
      // Who has replaced `emit` has seen the event, so nobody else ends the wait.
      if (name === 'ipc-message-sync') event.returnValue = 'seen';
      return emit.call(this, name, event, ...args);
    };
    await reported();
    assert.deepEqual(log.slice(0, 2), ['warning', 'ipc-message-sync']);
  });

  for (const [where, listen] of [
    ['"ipc-message-sync"', (contents, listener) => contents.on('ipc-message-sync', listener)],
    ['frame.ipc', (contents, listener) => contents.mainFrame.ipc.on('test', listener)],
    ['contents.ipc', (contents, listener) => contents.ipc.on('test', listener)],
    ['ipcMain', (_contents, listener) => ipcMain.on('test', listener)],
  ]) {
    it(`105 a listener on ${where} is enough not to be warned`, async (t) => {
      const printed = captureConsole(t, 'warn');
      const { contents, reported } = startRenderer(t, asks);
      listen(contents, (event) => (event.returnValue = 'heard'));
      assert.equal(await reported(), 'heard');
      assert.deepEqual(printed, []);
    });
  }

  it('105 a handler is not a listener', async (t) => {
    const printed = captureConsole(t, 'warn');
    let called = false;
    ipcMain.handle('test', () => (called = true));
    const { contents, reported } = startRenderer(t, asks);
    contents.ipc.handle('test', () => (called = true));
    assert.deepEqual(await reported(), neverSent);
    assert.deepEqual(printed, [[warningOf(contents, 'test')]]);
    assert.equal(called, false);
  });
});

describe('a blocked renderer', () => {
  it('111 gets what main sends meanwhile after sendSync has returned', async (t) => {
    ipcMain.once('test', (event) => {
      event.sender.send('note');
      event.reply('note');
      event.returnValue = null;
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      const log = [];
      ipcRenderer.on('note', () => {
        log.push('note');
        if (log.length === 4) report(log);
      });
      ipcRenderer.sendSync('test');
      log.push('returned');
      Promise.resolve().then(() => log.push('microtask'));
    });
    assert.deepEqual(await renderer.reported(), ['returned', 'microtask', 'note', 'note']);
  });

  it('112 runs no timers, ticks or microtasks', async (t) => {
    ipcMain.once('test', async (event) => {
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      event.returnValue = null;
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      const ran = [];
      setTimeout(() => ran.push('timer'), 0);
      setImmediate(() => ran.push('immediate'));
      process.nextTick(() => ran.push('tick'));
      Promise.resolve().then(() => ran.push('microtask'));
      ipcRenderer.sendSync('test');
      report(ran);
    });
    assert.deepEqual(await renderer.reported(), []);
  });

  it('113 can be one that calls from a listener of its own (fault 88)', async (t) => {
    ipcMain.on('test', (event, value) => (event.returnValue = value + 1));
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('go', (_event, value) => report(ipcRenderer.sendSync('test', value)));
    });
    contents.send('go', 1);
    contents.send('go', 5);
    assert.deepEqual([await reported(), await reported()], [2, 6]);
  });

  it('115 is one of several, which main answers in any order', async (t) => {
    const events = [];
    const both = new Promise((resolve) => {
      ipcMain.on('test', (event, name) => {
        events.push([event, name]);
        if (events.length === 2) resolve();
      });
    });
    const renderers = {
      a: startRenderer(t, asks, { data: 'a' }),
      b: startRenderer(t, asks, { data: 'b' }),
    };
    await both;
    for (const [event, name] of events.reverse()) {
      event.returnValue = `answer to ${name}`;
      assert.equal(await renderers[name].reported(), `answer to ${name}`);
    }
  });

  it('117 is answered after main has asked another renderer', async (t) => {
    const { contents: helper } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('work', async (_event, value) => {
        ipcRenderer.send('worked', await ipcRenderer.invoke('double', value));
      });
    });
    ipcMain.handle('double', async (_event, value) => value * 2);
    ipcMain.once('test', async (event, value) => {
      const answer = nextMessage(ipcMain, 'worked');
      helper.send('work', value);
      event.returnValue = (await answer)[1] + 1;
    });
    const renderer = startRenderer(t, asks, { data: 20 });
    assert.equal(await renderer.reported(), 41);
  });
});
