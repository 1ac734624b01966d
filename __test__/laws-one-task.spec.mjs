// Law 1: one message, one task.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const COUNT = 1_000;

const upTo = (count) => Array.from({ length: count }, (_, n) => n);

afterEach(clearMain);

describe('law 1: one message, one task', () => {
  it('law 1: in main, ticks and microtasks have run before the next of 1,000 waiting messages (fault 89)', async (t) => {
    const renderer = startRenderer(
      t,
      ({ ipcRenderer, data: count, require, report }) => {
        const { parentPort } = require('node:worker_threads');
        parentPort.once('message', (flag) => {
          for (let n = 0; n < count; n++) ipcRenderer.send('n', n);
          ipcRenderer.send('end');
          Atomics.store(flag, 0, 1);
          Atomics.notify(flag, 0);
        });
        report('ready');
      },
      { data: COUNT },
    );
    await renderer.reported();

    const seen = [];
    let open = 0;
    let early = 0;
    ipcMain.on('n', (_event, n) => {
      early += open;
      seen.push(n);
      // Each step queues the next, alternating between the two queues.
      const chain = (steps) => {
        if (steps === 0) return void open--;
        if (steps % 2 === 0) queueMicrotask(() => chain(steps - 1));
        else process.nextTick(() => chain(steps - 1));
      };
      open += 3;
      chain(1);
      chain(10);
      Promise.resolve()
        .then(() => {})
        .then(() => process.nextTick(() => open--));
    });
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const end = nextMessage(ipcMain, 'end');
    renderer.worker.postMessage(flag);
    assert.notEqual(Atomics.wait(flag, 0, 0, 10_000), 'timed-out');
    assert.deepEqual(seen, [], 'all of them wait');
    await end;
    assert.deepEqual(seen, upTo(COUNT));
    assert.equal(early, 0);
  });

  it('law 1: in a renderer, they have run before the next of 1,000 waiting messages (fault 89)', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      let open = 0;
      let early = 0;
      ipcRenderer.on('n', (_event, n) => {
        early += open;
        seen.push(n);
        const chain = (steps) => {
          if (steps === 0) return void open--;
          if (steps % 2 === 0) queueMicrotask(() => chain(steps - 1));
          else process.nextTick(() => chain(steps - 1));
        };
        open += 2;
        chain(1);
        chain(10);
      });
      ipcRenderer.once('end', () => report({ seen, early }));
    });
    for (let n = 0; n < COUNT; n++) renderer.contents.send('n', n);
    renderer.contents.send('end');
    assert.deepEqual(await renderer.reported(), { seen: upTo(COUNT), early: 0 });
  });

  it('law 1: what awaits an invoke goes on before the next message is dispatched', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const renderer = startRenderer(
      t,
      async ({ ipcRenderer, report, data: flag }) => {
        const seen = [];
        ipcRenderer.on('after', () => {
          seen.push('message');
          report(seen);
        });
        const answer = ipcRenderer.invoke('x');
        // Answer and message both wait before either is delivered.
        Atomics.wait(flag, 0, 0, 10_000);
        seen.push(await answer);
        await Promise.resolve();
        seen.push('microtask');
      },
      { data: flag },
    );
    ipcMain.handle('x', (event) => {
      setImmediate(() => {
        event.sender.send('after');
        Atomics.store(flag, 0, 1);
        Atomics.notify(flag, 0);
      });
      return 'answer';
    });
    assert.deepEqual(await renderer.reported(), ['answer', 'microtask', 'message']);
  });

  it('fault 45, 46: in main, a throwing listener is one uncaughtException with the very value, and the next message arrives', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      const hostile = new Error('hostile');
      Object.defineProperty(hostile, 'stack', {
        get() {
          throw new Error('second failure');
        },
      });
      const values = [new Error('plain'), 1, null, undefined, Symbol('s'), hostile];
      process.on('uncaughtException', (error) => report(['uncaught', values.indexOf(error)]));
      ipcMain.on('throw', (_event, index) => {
        process.nextTick(report, ['tick', index]);
        throw values[index];
      });
      ipcMain.on('throw', () => report('the second listener ran'));
      ipcMain.on('next', (_event, index) => report(['next', index]));
      startWorker(({ ipcRenderer }) => {
        for (let index = 0; index < 6; index++) {
          ipcRenderer.send('throw', index);
          ipcRenderer.send('next', index);
        }
      });
    });
    assert.equal(stderr, '');
    assert.equal(code, 0);
    const of = (kind) => reports.filter(([first]) => first === kind).map(([, index]) => index);
    assert.deepEqual(of('uncaught'), upTo(6));
    assert.deepEqual(of('tick'), upTo(6));
    assert.deepEqual(of('next'), upTo(6));
    assert.equal(reports.length, 18);
    for (const index of upTo(6)) {
      const own = reports.slice(index * 3, index * 3 + 3).map(([, i]) => i);
      assert.deepEqual(own, [index, index, index], 'all of one message before the next');
    }
  });

  for (const side of ['main', 'a renderer']) {
    it(`fault 45: in ${side}, a listener leaves many ticks that throw, all of which run before the next message`, async () => {
      const run = ({ report, require, startWorker, data: side }) => {
        // Text, to run it on either side.
        const listen = `(emitter, report, end) => {
          process.on('uncaughtException', ({ message }) => report(message));
          emitter.on('throw', () => {
            for (let n = 0; n < 5; n++) process.nextTick(() => { throw new Error('tick ' + n); });
          });
          emitter.on('next', () => (report('next'), end()));
        }`;
        const { ipcMain } = require('ipcmain');
        if (side === 'main') {
          (0, eval)(listen)(ipcMain, report, () => {});
          startWorker(({ ipcRenderer }) => {
            ipcRenderer.send('throw');
            ipcRenderer.send('next');
          });
        } else {
          ipcMain.on('ready', ({ sender }) => {
            sender.send('throw');
            sender.send('next');
          });
          startWorker(({ ipcRenderer, report, data: listen }) => {
            (0, eval)(listen)(ipcRenderer, report, () => ipcRenderer.removeAllListeners());
            ipcRenderer.send('ready');
          }, listen).on('message', report);
        }
      };
      const { code, signal, stderr, reports } = await runInChild(run, {
        data: side,
        deadline: 20_000,
      });
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      assert.deepEqual(reports, [...upTo(5).map((n) => `tick ${n}`), 'next']);
    });
  }

  it('law 1: the same in a renderer', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      process.on('uncaughtException', (error) => report(['uncaught', error.message]));
      ipcRenderer.on('throw', () => {
        throw new Error('boom');
      });
      ipcRenderer.on('next', (_event, n) => report(['next', n]));
    });
    renderer.contents.send('throw');
    renderer.contents.send('next', 1);
    renderer.contents.send('throw');
    renderer.contents.send('next', 2);
    const reports = [];
    while (reports.length < 4) reports.push(await renderer.reported());
    assert.deepEqual(reports, [
      ['uncaught', 'boom'],
      ['next', 1],
      ['uncaught', 'boom'],
      ['next', 2],
    ]);
  });
});
