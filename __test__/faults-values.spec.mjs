// Faults 28 to 115 of values and calls that are made to be a burden: deep, cyclic, many, or changed by their getters.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

afterEach(clearMain);

describe('a getter', () => {
  it('fault 28: that sends the object that it belongs to, again and again, is refused', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      let came = 0;
      ipcMain.on('x', () => came++);
      ipcMain.on('after', (_event, outcome, n) => report([outcome, n, came]));
      startWorker(({ ipcRenderer }) => {
        const object = {
          get again() {
            ipcRenderer.send('x', object);
            return 1;
          },
        };
        let outcome = 'sent';
        try {
          ipcRenderer.send('x', object);
        } catch (error) {
          outcome = error.message;
        }
        ipcRenderer.send('after', outcome, 1);
      });
    });
    assert.deepEqual(reports, [['An object could not be cloned.', 1, 0]]);
  });

  it('fault 95: that sends, asks and invokes meanwhile: what it does comes first', async (t) => {
    const order = [];
    ipcMain.on('inner', (_event, n) => order.push(`inner ${n}`));
    ipcMain.on('sync', (event) => {
      order.push('sync');
      event.returnValue = 'answer';
    });
    ipcMain.handle('invoke', () => order.push('invoke'));
    const outer = nextMessage(ipcMain, 'outer');
    startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.send('outer', {
        before: 'before',
        get asks() {
          ipcRenderer.send('inner', 1);
          void ipcRenderer.invoke('invoke', { deep: [1] });
          ipcRenderer.postMessage('inner', 2);
          return ipcRenderer.sendSync('sync', new Uint8Array(5000));
        },
        after: 'after',
      });
    });
    const [, value] = await outer;
    assert.deepEqual(value, { before: 'before', asks: 'answer', after: 'after' });
    assert.deepEqual(order, ['inner 1', 'invoke', 'inner 2', 'sync']);
  });

  it('fault 96: that detaches or shrinks a buffer of its object leaves the message whole', async (t) => {
    const seen = [];
    ipcMain.on('x', (_event, name, value) => seen.push([name, value]));
    const last = nextMessage(ipcMain, 'last');
    startRenderer(t, ({ ipcRenderer }) => {
      const make = (change, size) => {
        const bytes = new Uint8Array(new ArrayBuffer(size, { maxByteLength: 2 * size })).fill(7);
        return [
          {
            early: bytes,
            get change() {
              change(bytes);
              return 'changed';
            },
            late: bytes,
          },
          {
            get change() {
              change(bytes);
              return 1;
            },
            late: bytes,
          },
        ];
      };
      const changes = {
        detached: ({ buffer }) => structuredClone(buffer, { transfer: [buffer] }),
        shrunk: ({ buffer }) => buffer.resize(1),
        grown: ({ buffer }) => buffer.resize(buffer.byteLength * 2),
      };
      for (const [name, change] of Object.entries(changes)) {
        for (const size of [100, 10_000]) {
          for (const object of make(change, size)) {
            let outcome;
            try {
              ipcRenderer.send('x', name, object);
            } catch (error) {
              outcome = error.message;
            }
            ipcRenderer.send('x', `${name} outcome`, outcome);
          }
        }
      }
      ipcRenderer.send('last');
    });
    await last;
    // The getter may have run before the bytes were read, or after; nothing else can have come of it.
    for (const [name, value] of seen) {
      if (name.endsWith('outcome')) {
        assert.ok(value === undefined || value === 'An object could not be cloned.', value);
        continue;
      }
      for (const bytes of [value.early, value.late]) {
        if (bytes === undefined) continue;
        assert.ok(bytes instanceof Uint8Array);
        assert.ok(
          bytes.every((byte, at) => byte === 7 || (name === 'grown' && byte === 0 && at >= 100)),
          name,
        );
      }
    }
    assert.ok(seen.length >= 12);
  });
});

describe('an object', () => {
  for (const stackSizeMb of [1, 4]) {
    it(`fault 61, 101: of a million levels is refused, in a Worker with ${stackSizeMb} MiB of stack too`, async (t) => {
      const { reported, contents } = startRenderer(
        t,
        ({ ipcRenderer, report }) => {
          const nested = (wrap) => {
            let value = 1;
            for (let level = 0; level < 1_000_000; level++) value = wrap(value);
            return value;
          };
          const outcomes = [
            (value) => [value],
            (value) => ({ value }),
            (value) => new Map([[1, value]]),
          ].map((wrap) => {
            try {
              ipcRenderer.send('x', nested(wrap));
              return 'sent';
            } catch ({ message }) {
              return message;
            }
          });
          ipcRenderer.on('stay', () => {});
          report(outcomes);
          report(ipcRenderer.sendSync('sync'));
        },
        { options: { resourceLimits: { stackSizeMb } } },
      );
      ipcMain.on('x', () => assert.fail('it was sent'));
      ipcMain.on('sync', (event) => (event.returnValue = 'works'));
      assert.deepEqual(await reported(), Array(3).fill('An object could not be cloned.'));
      assert.equal(await reported(), 'works');
      assert.equal(contents.isDestroyed(), false);
    });
  }

  it('fault 101: from main that a small stack cannot read is told to the Worker, which goes on', async (t) => {
    // Main's own stack may be too small for the deepest.
    captureConsole(t, 'error');
    const { reported, contents } = startRenderer(
      t,
      ({ ipcRenderer, report }) => {
        process.on('uncaughtException', ({ name }) => report(`uncaught ${name}`));
        ipcRenderer.on('deep', (_event, value) => report(Array.isArray(value) ? 'read' : value));
        ipcRenderer.on('next', () => report('next'));
        report('ready');
      },
      { options: { resourceLimits: { stackSizeMb: 1 } } },
    );
    assert.equal(await reported(), 'ready');
    const outcomes = [];
    for (const levels of [100, 1000, 3000, 5000, 7000]) {
      let value = [];
      for (let level = 0; level < levels; level++) value = [value];
      contents.send('deep', value);
      contents.send('next');
      let outcome;
      while ((outcome = await reported()) !== 'next') outcomes.push(outcome);
    }
    assert.equal(outcomes[0], 'read');
    for (const outcome of outcomes) assert.match(outcome, /^(read|uncaught TypeError)$/);
  });

  it(
    'fault 102: with a million references and cycles keeps all of them',
    { timeout: 60_000 },
    async (t) => {
      const message = nextMessage(ipcMain, 'x');
      startRenderer(t, ({ ipcRenderer }) => {
        const shared = { name: 'shared' };
        const list = Array.from({ length: 1_000_000 }, () => shared);
        const ring = { list };
        ring.ring = ring;
        shared.ring = ring;
        ipcRenderer.send('x', ring);
      });
      const [, ring] = await message;
      const [shared] = ring.list;
      assert.equal(ring.list.length, 1_000_000);
      assert.ok(ring.list.every((entry) => entry === shared));
      assert.ok(ring.ring === ring && shared.ring === ring);
    },
  );

  it('fault 104: that was delivered does not change when others come', async (t) => {
    const kept = [];
    ipcMain.on('x', (_event, bytes) => kept.push(bytes));
    const last = nextMessage(ipcMain, 'last');
    startRenderer(t, ({ ipcRenderer }) => {
      const bytes = [10, 2000, 3000, 70_000].map((size) => new Uint8Array(size));
      for (let n = 0; n < 200; n++) {
        for (const each of bytes) ipcRenderer.send('x', each.fill(n));
      }
      ipcRenderer.send('last');
    });
    await last;
    assert.equal(kept.length, 800);
    for (const [index, bytes] of kept.entries()) {
      const n = Math.floor(index / 4);
      assert.ok(
        bytes.every((byte) => byte === n),
        `${bytes[0]} in message ${n}`,
      );
      bytes.fill(255);
    }
    assert.equal(new Set(kept.map(({ buffer }) => buffer)).size, 800);
  });

  it('fault 115: 10,000 arguments arrive, with holes and undefined among them', async (t) => {
    const message = nextMessage(ipcMain, 'x');
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const args = Array.from({ length: 10_000 }, (_, n) => (n % 2 ? n : undefined));
      ipcRenderer.on('back', (_event, ...back) => report([back.length, back[9999], back[9998]]));
      const holes = Array(3);
      holes[1] = 1;
      ipcRenderer.send('x', ...args, holes, undefined);
    });
    const [event, ...args] = await message;
    assert.equal(args.length, 10_002);
    assert.ok(args.slice(0, 10_000).every((value, n) => value === (n % 2 ? n : undefined)));
    const [list] = args.slice(-2);
    assert.deepEqual([list.length, Object.keys(list)], [3, ['1']]);
    event.reply('back', ...args.slice(0, 10_000));
    assert.deepEqual(await reported(), [10_000, 9999, undefined]);
  });
});

describe('a thenable as a result', () => {
  it('fault 76: that settles twice settles once, and one that never does leaves others alone', async (t) => {
    ipcMain.handle('twice', () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      then(resolve, reject) {
        resolve('first');
        resolve('second');
        reject(new Error('third'));
        throw new Error('fourth');
      },
    }));
    // oxlint-disable-next-line unicorn/no-thenable
    const kept = [];
    ipcMain.handle('never', () => ({ then: (...settle) => kept.push(settle) }));
    const { reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      void ipcRenderer.invoke('never').then(report, report);
      report(await ipcRenderer.invoke('twice'));
      report(await ipcRenderer.invoke('twice'));
    });
    assert.deepEqual([await reported(), await reported()], ['first', 'first']);
  });
});

describe('a listener', () => {
  it('fault 68: of once that emits its own channel again runs once', async (t) => {
    let runs = 0;
    ipcMain.once('x', (event) => {
      runs++;
      ipcMain.emit('x', event);
    });
    const last = nextMessage(ipcMain, 'last');
    startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.send('x');
      ipcRenderer.send('x');
      ipcRenderer.send('last');
    });
    await last;
    assert.equal(runs, 1);
  });

  it('fault 107: of one channel of 100,000, all removed again, leaves nothing on either side', async () => {
    const [before, during, after] = await reportsOf(
      ({ report, require }) => {
        const { ipcMain } = require('ipcmain');
        const heap = () => {
          gc();
          return process.memoryUsage().heapUsed;
        };
        const listener = () => {};
        const handler = () => {};
        const before = heap();
        const count = () => [ipcMain.eventNames().length, ipcMain._invokeHandlers.size];
        report([count(), 0]);
        for (let n = 0; n < 100_000; n++) {
          ipcMain.on(`channel ${n}`, listener);
          ipcMain.handle(`channel ${n}`, handler);
        }
        report([count(), heap() - before]);
        for (let n = 0; n < 100_000; n++) {
          ipcMain.removeListener(`channel ${n}`, listener);
          ipcMain.removeHandler(`channel ${n}`);
        }
        report([count(), heap() - before]);
      },
      { execArgv: ['--expose-gc'], deadline: 30_000 },
    );
    assert.deepEqual(before[0], after[0]);
    assert.deepEqual(during[0], [100_000 + before[0][0], 100_000]);
    assert.ok(after[1] < during[1] / 4, `${after[1]} of ${during[1]} bytes are left`);
  });
});

describe('the error output', () => {
  it('fault 121: leads nowhere, and what main prints about messages ends nothing where Node’s own does not', async () => {
    const code = `
      // Without it, a second console.warn ends the process, whoever calls that.
      process.stderr.on('error', () => {});
      const { Worker } = require('node:worker_threads');
      const { ipcMain } = require('ipcmain');
      ipcMain.handle('fails', () => {
        throw new Error('printed');
      });
      ipcMain.on('end', (_event, outcome) => console.log(JSON.stringify(outcome)));
      // When the other end of the error output is gone, somebody says so.
      process.stdin.once('data', () => {
        const run = async () => {
          const { ipcRenderer } = require('ipcmain');
          // Main warns of the first and prints the error of the second.
          const unheard = ipcRenderer.sendSync('unheard');
          const failed = await ipcRenderer.invoke('fails').catch(({ message }) => message);
          ipcRenderer.send('end', [unheard, failed]);
        };
        new Worker('(' + run + ')()', { eval: true });
      });
    `;
    const child = spawn(process.execPath, ['-e', code], { timeout: 10_000, cwd: folder });
    child.stderr.once('close', () => child.stdin.end('go on'));
    child.stderr.destroy();
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.deepEqual(JSON.parse(printed), [
      { error: 'reply was never sent' },
      "Error invoking remote method 'fails': Error: printed",
    ]);
  });
});
