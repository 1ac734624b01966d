// How messages are written and delivered, where that could show: in batches, in turns, by an encoder of the
// package's own.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const [major] = process.versions.node.split('.').map(Number);

/** What a process is started through to have one processor; nothing where that cannot be done. */
const withOneProcessor = (() => {
  if (process.platform !== 'linux' || spawnSync('taskset', ['-V']).error) return undefined;
  const [, first] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return ['taskset', '-c', first];
})();

afterEach(clearMain);

/** Main is blocked until so many messages wait. */
const burst = ({ startWorker, require, report, data: { count } }) => {
  const { ipcMain } = require('ipcmain');
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const seen = [];
  let open = 0;
  process.on('warning', ({ name, code }) => report({ warning: code ?? name }));
  process.on('uncaughtException', ({ message }) => report({ uncaught: message }));
  ipcMain.on('n', (_event, n) => {
    if (open > 0) report({ early: n });
    open += 2;
    process.nextTick(() => {
      open--;
      queueMicrotask(() => open--);
    });
    seen.push(n);
    if (n === count - 1) setImmediate(() => report({ seen: seen.length, last: seen.at(-1), open }));
    if (n % 3 === 1) throw new Error(`of ${n}`);
  });
  const worker = startWorker(
    ({ ipcRenderer, require }) => {
      const { flag, count } = require('node:worker_threads').workerData.data;
      for (let n = 0; n < count; n++) ipcRenderer.send('n', n);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
    { flag, count },
  );
  worker.once('online', () => Atomics.wait(flag, 0, 0, 10_000));
};

describe('delivery', () => {
  for (const execArgv of [[], ['--pending-deprecation']]) {
    it(`law 1: ticks run before the next message though listeners throw ${execArgv.join()}`, async () => {
      const { reports, stderr } = await runInChild(burst, { data: { count: 7 }, execArgv });
      assert.deepEqual(
        reports,
        [{ uncaught: 'of 1' }, { uncaught: 'of 4' }, { seen: 7, last: 6, open: 0 }],
        stderr,
      );
    });
  }

  it('timers get their turn while messages wait', async (t) => {
    const count = 100_000;
    let seen = 0;
    let seenAtTimer;
    ipcMain.on('n', () => seen++);
    ipcMain.once('first', () => setTimeout(() => (seenAtTimer = seen), 1));
    const end = nextMessage(ipcMain, 'end');
    startRenderer(
      t,
      ({ ipcRenderer, data: count }) => {
        ipcRenderer.send('first');
        for (let n = 0; n < count; n++) ipcRenderer.send('n', n);
        ipcRenderer.send('end');
      },
      { data: count },
    );
    await end;
    assert.equal(seen, count);
    assert.ok(seenAtTimer < count, `the timer came after ${seenAtTimer} of ${count}`);
  });

  it(
    'what a listener enters with AsyncLocalStorage does not reach the next message (fault 62)',
    {
      skip: major < 24 && 'before Node 24 it does, as with a raw MessagePort',
    },
    async (t) => {
      const storage = new AsyncLocalStorage();
      const seen = [];
      ipcMain.on('n', (_event, n) => {
        seen.push(storage.getStore());
        storage.enterWith(n);
      });
      const end = nextMessage(ipcMain, 'end');
      startRenderer(t, ({ ipcRenderer }) => {
        for (let n = 0; n < 100; n++) ipcRenderer.send('n', n);
        ipcRenderer.send('end');
      });
      await end;
      assert.deepEqual(new Set(seen), new Set([undefined]));
    },
  );

  it('with IPCMAIN_SPIN=0 nobody looks, and all arrives', async () => {
    const { reports } = await runInChild(
      ({ require, startWorker, report }) => {
        const { ipcMain } = require('ipcmain');
        ipcMain.handle('x', (_event, n) => n);
        ipcMain.on('x', (event, n) => (event.returnValue = n));
        ipcMain.once('sum', (_event, sum) => report(sum));
        startWorker(async ({ ipcRenderer }) => {
          let sum = 0;
          for (let n = 0; n < 100; n++) {
            sum += ipcRenderer.sendSync('x', n) + (await ipcRenderer.invoke('x', n));
          }
          ipcRenderer.send('sum', sum);
        });
      },
      { env: { IPCMAIN_SPIN: '0' } },
    );
    assert.deepEqual(reports, [9900]);
  });

  for (const count of [0, 2]) {
    const beside = count === 0 ? 'alone' : 'beside others that compute';
    it(
      `with one processor all arrives, ${beside}`,
      { skip: withOneProcessor === undefined },
      async () => {
        const { code, signal, reports } = await runInChild(
          ({ require, startWorker, report, data: count }) => {
            const { Worker } = require('node:worker_threads');
            const { ipcMain } = require('ipcmain');
            const busy = Array.from(
              { length: count },
              () => new Worker('for (;;);', { eval: true }),
            );
            ipcMain.handle('x', (_event, n) => n);
            ipcMain.on('x', (event, n) => (event.returnValue = n));
            ipcMain.once('sum', (_event, sum) => {
              report(sum);
              for (const worker of busy) void worker.terminate();
            });
            startWorker(async ({ ipcRenderer }) => {
              let sum = 0;
              for (let n = 0; n < 2000; n++) {
                sum += ipcRenderer.sendSync('x', n) + (await ipcRenderer.invoke('x', n));
              }
              ipcRenderer.send('sum', sum);
            });
          },
          { data: count, through: withOneProcessor },
        );
        assert.deepEqual([code, signal, reports], [0, null, [3_998_000]]);
      },
    );
  }
});

describe('writing', () => {
  /** Sends what a function makes; gives what arrives, and what the function noted. */
  async function arrives(t, make) {
    const received = nextMessage(ipcMain, 'value');
    const noted = nextMessage(ipcMain, 'noted');
    startRenderer(
      t,
      ({ ipcRenderer, data }) => {
        const notes = [];
        const args = (0, eval)(`(${data})`)({ notes, ipcRenderer });
        ipcRenderer.send('value', ...args);
        ipcRenderer.send('noted', notes);
      },
      { data: String(make) },
    );
    const [, ...args] = await received;
    const [, notes] = await noted;
    return { args, notes };
  }

  it('a getter runs once, also when V8 has to write the message', async (t) => {
    const { args, notes } = await arrives(t, ({ notes }) => {
      const shared = { own: 1 };
      const object = {
        shared,
        get once() {
          notes.push('once');
          return shared;
        },
        big: 5n,
      };
      return [object, { again: object, list: [shared, /x/g] }];
    });
    assert.deepEqual(notes, ['once']);
    const [object, { again, list }] = args;
    assert.deepEqual([object.once, object.big, list[1]], [{ own: 1 }, 5n, /x/g]);
    assert.ok(object.once === object.shared && again === object && list[0] === object.shared);
  });

  it('a getter may send another message meanwhile (fault 95)', async (t) => {
    const inner = nextMessage(ipcMain, 'inner');
    const { args } = await arrives(t, ({ ipcRenderer }) => {
      const bytes = new Uint8Array(5000).fill(3);
      return [
        {
          before: { key: 'value' },
          get sends() {
            ipcRenderer.send('inner', { key: 'inner', other: bytes, more: [{ key: 1 }] });
            return bytes;
          },
          after: { key: 'after', other: 1 },
        },
      ];
    });
    const bytes = new Uint8Array(5000).fill(3);
    assert.deepEqual(args, [
      { before: { key: 'value' }, sends: bytes, after: { key: 'after', other: 1 } },
    ]);
    assert.deepEqual((await inner)[1], { key: 'inner', other: bytes, more: [{ key: 1 }] });
  });

  it('keys that every object inherits arrive as properties of its own', async (t) => {
    const { args } = await arrives(t, () => {
      const object = JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }');
      // Often enough that a function is made for other shapes.
      return [Array.from({ length: 40 }, (_, n) => ({ n, object })), object];
    });
    const [list, object] = args;
    assert.deepEqual(Object.keys(object), ['__proto__', 'constructor', 'toString']);
    assert.equal(Object.getPrototypeOf(object), Object.prototype);
    assert.ok(list.every(({ n, object: same }, index) => n === index && same === object));
  });

  it('enumerable properties of Object.prototype stay behind', async (t) => {
    const { args } = await arrives(t, () => {
      Object.prototype.polluted = 1;
      return [{ a: 1, b: { c: 2 } }, [{}]];
    });
    assert.deepEqual(args, [{ a: 1, b: { c: 2 } }, [{}]]);
  });

  it('objects of one shape, cycles and references among them, and shapes with many keys', async (t) => {
    const { args } = await arrives(t, () => {
      const nodes = Array.from({ length: 50 }, (_, n) => ({ n, next: null, self: null }));
      for (const [n, node] of nodes.entries()) {
        node.next = nodes[(n + 1) % nodes.length];
        if (n % 2 === 0) node.self = node;
      }
      const wide = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`key ${n}`, n]));
      return [nodes, wide, { 5: 'index', key: 'text' }];
    });
    const [nodes, wide, indexed] = args;
    for (const [n, node] of nodes.entries()) {
      assert.equal(node.next, nodes[(n + 1) % 50]);
      assert.equal(node.self, n % 2 === 0 ? node : null);
    }
    assert.deepEqual([Object.keys(wide).length, wide['key 199']], [200, 199]);
    assert.deepEqual(indexed, { 5: 'index', key: 'text' });
  });
});
