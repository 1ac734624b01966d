// Design 2 and contract 14: renderers in processes of their own.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { parse } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { forkRenderer, ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain, never, nextMessage } from './support/main.mjs';
import { forkFunction } from './support/renderer-process.mjs';

afterEach(() => {
  clearMain();
  ipcMain.setLimits({ queuedMessages: 2 ** 20 });
});

function start(t, run, options) {
  const child = forkFunction(run, options);
  t.after(() => child.kill('SIGKILL'));
  return child;
}

const noProc = process.platform !== 'linux' && 'needs /proc';

describe('a renderer in a process', () => {
  it('design 2: is attached with no set-up, and is one as any other', async (t) => {
    ipcMain.handle('add', (_event, a, b) => a + b);
    ipcMain.on('sync', (event, value) => (event.returnValue = [value]));
    const child = start(t, async ({ ipcRenderer }) => {
      ipcRenderer.on('early', async (_event, ...args) => {
        ipcRenderer.send(
          'all',
          args,
          await ipcRenderer.invoke('add', 1, 2),
          ipcRenderer.sendSync('sync', /x/g),
        );
      });
    });
    child.webContents.send('early', new Map([[1, new Date(5)]]), Object.assign([], { 0: 1, 2: 3 }));
    const [event, ...rest] = await nextMessage(ipcMain, 'all');
    assert.deepEqual(rest, [
      [new Map([[1, new Date(5)]]), Object.assign([], { 0: 1, 2: 3 })],
      3,
      [/x/g],
    ]);
    assert.equal(event.sender, child.webContents);
    assert.equal(event.sender.getOSProcessId(), child.pid);
    assert.match(event.sender.getURL(), /^file:.*renderer-main\.cjs$/);
    const { peers } = ipcMain.inspect();
    const peer = peers.find(({ id }) => id === child.webContents.id);
    assert.equal(peer.transport, 'process');
    assert.equal(peer.thread, null);
  });

  it('design 2: main runs code in it', async (t) => {
    const child = start(t, ({ ipcRenderer }) => ipcRenderer.on('stay', () => {}));
    assert.equal(await child.webContents.executeJavaScript('process.pid'), child.pid);
    await assert.rejects(
      child.webContents.executeJavaScript('Promise.reject(new TypeError("no"))'),
      TypeError,
    );
  });

  it('contract 6: sendSync blocks the process that calls it, and nothing else', async (t) => {
    ipcMain.on('ask', (event) => setTimeout(() => (event.returnValue = 'late'), 20));
    ipcMain.on('meanwhile', (event) => event.sender.send('no', 'answer'));
    const child = start(t, ({ ipcRenderer }) => {
      let turned = false;
      setImmediate(() => (turned = true));
      ipcRenderer.send('meanwhile');
      ipcRenderer.send('done', ipcRenderer.sendSync('ask'), turned);
    });
    const [event, ...answer] = await nextMessage(ipcMain, 'done');
    assert.deepEqual(answer, ['late', false]);
    assert.equal(event.sender, child.webContents);
  });

  it('design 3: large messages go both ways, and what was sent before the exit arrives', async (t) => {
    const child = start(t, ({ ipcRenderer }) => {
      ipcRenderer.on('bytes', (_event, bytes) => {
        for (let index = 0; index < bytes.length; index += 4096) bytes[index]++;
        ipcRenderer.send('bytes', bytes, 'x'.repeat(1_000_000));
        process.exit(0);
      });
    });
    child.webContents.send('bytes', new Uint8Array(20_000_000).fill(7));
    const [, bytes, text] = await nextMessage(ipcMain, 'bytes');
    assert.equal(bytes.length, 20_000_000);
    assert.deepEqual([bytes[0], bytes[1], bytes[4096 * 4000]], [8, 7, 8]);
    assert.equal(text.length, 1_000_000);
  });

  it('design 3: nothing grows without bound: its own messages', async (t) => {
    ipcMain.setLimits({ queuedMessages: 100 });
    const numbers = [];
    ipcMain.on('number', (_event, number) => numbers.push(number));
    start(t, ({ ipcRenderer }) => {
      ipcRenderer.sendSync('begin');
      const bytes = new Uint8Array(2000);
      for (let number = 0; ; number++) {
        try {
          ipcRenderer.send('number', number, bytes);
        } catch (error) {
          const end = () => {
            try {
              ipcRenderer.send('end', number, error.code, error.account);
            } catch {
              setTimeout(end, 1);
            }
          };
          return end();
        }
      }
    });
    await nextMessage(ipcMain, 'begin').then(([event]) => {
      event.returnValue = null;
      // Main does not listen until the process has enough of it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    });
    const [, sent, code, account] = await nextMessage(ipcMain, 'end');
    assert.deepEqual([code, account], ['ERR_IPC_BACKPRESSURE', 'queuedMessages']);
    assert.deepEqual(
      numbers,
      Array.from({ length: sent }, (_, number) => number),
    );
  });

  it('design 3: nothing grows without bound: what goes to one that does not listen', async (t) => {
    ipcMain.setLimits({ queuedMessages: 1000 });
    const child = start(t, ({ ipcRenderer }) => {
      ipcRenderer.send('here');
      for (;;);
    });
    await nextMessage(ipcMain, 'here');
    const send = () => {
      for (let count = 0; count < 100_000; count++)
        child.webContents.send('x', new Uint8Array(3000));
    };
    assert.throws(send, { code: 'ERR_IPC_BACKPRESSURE', account: 'queuedMessages' });
    const peer = ipcMain.inspect().peers.find(({ id }) => id === child.webContents.id);
    assert.equal(peer.queued.messages, 1000);
  });

  it('contract 8.2: what main would not read is refused where it is sent', async (t) => {
    start(t, async ({ ipcRenderer }) => {
      const deep = (depth, value = []) => (depth === 0 ? value : deep(depth - 1, [value]));
      const errors = [];
      const attempt = (call) => {
        try {
          call();
        } catch (error) {
          errors.push(error.message);
        }
      };
      attempt(() => ipcRenderer.send('deep', deep(2000)));
      attempt(() => ipcRenderer.sendSync('deep', deep(2000)));
      await ipcRenderer.invoke('deep', deep(2000)).catch(({ message }) => errors.push(message));
      ipcRenderer.send('errors', errors);
      ipcRenderer.send('deep', deep(900));
    });
    const deep = nextMessage(ipcMain, 'deep');
    const [, errors] = await nextMessage(ipcMain, 'errors');
    assert.deepEqual(errors, Array(3).fill('An object could not be cloned.'));
    assert.equal((await deep).length, 2);
  });

  it('contract 12: one that main lets go of goes on, and cannot send any more', async (t) => {
    const child = start(t, ({ ipcRenderer }) => {
      const left = ipcRenderer.invoke('never').catch(({ code }) => code);
      ipcRenderer.send('here');
      left.then((code) => {
        try {
          ipcRenderer.send('x');
        } catch (error) {
          process.send([code, error.message]);
        }
      });
      process.once('message', () => process.exit(5));
    });
    ipcMain.handle('never', () => never);
    await nextMessage(ipcMain, 'here');
    child.webContents.close();
    await once(child.webContents, 'destroyed');
    const [said] = await once(child, 'message');
    assert.deepEqual(said, ['ERR_IPC_DESTROYED', 'IPC method called after context was released']);
    child.send('end');
    assert.deepEqual(await once(child, 'exit'), [5, null]);
  });

  it('takes what child_process.spawn takes', async (t) => {
    const child = start(
      t,
      ({ ipcRenderer }) => {
        ipcRenderer.send(
          'said',
          process.env.OURS,
          process.env.IPCMAIN_PROCESS,
          process.argv0,
          process.cwd(),
        );
      },
      { env: { OURS: 'yes' }, argv0: 'other', cwd: '/' },
    );
    const [, ...said] = await nextMessage(ipcMain, 'said');
    assert.deepEqual(said, ['yes', undefined, 'other', parse(process.cwd()).root]);
    assert.equal(child.stdin, null);
    assert.throws(() => forkRenderer(7), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => forkRenderer('x', { stdio: 'strange' }), {
      code: 'ERR_INVALID_SYNC_FORK_INPUT',
    });
    assert.equal(ipcMain.inspect().peers.length, 1);
  });

  it(
    'law 7: a program without such renderers has no thread for them, and one has it as long as they live',
    { skip: noProc },
    async () => {
      const [before, during, after] = await reportsOf(({ report, require, startWorker }) => {
        const { readFileSync, readdirSync } = require('node:fs');
        const { ipcMain, forkRenderer } = require('ipcmain');
        const isOurs = (task) => {
          try {
            return readFileSync(`/proc/self/task/${task}/comm`, 'utf8') === 'ipcmain\n';
          } catch {
            // It has ended just now.
            return false;
          }
        };
        const threads = () => readdirSync('/proc/self/task').filter(isOurs).length;
        const worker = startWorker(({ ipcRenderer }) => ipcRenderer.send('from a Worker'));
        const heard = new Promise((resolve) => ipcMain.once('from a Worker', resolve));
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        void Promise.all([heard, ended]).then(() => {
          report(threads());
          const one = forkRenderer('-e', ['require("ipcmain").ipcRenderer.sendSync("x")'], {
            execArgv: [],
          });
          ipcMain.once('x', (event) => {
            report(threads());
            event.returnValue = null;
          });
          one.webContents.once('destroyed', () => {
            const look = () => (threads() === 0 ? report(0) : setImmediate(look));
            look();
          });
        });
      });
      assert.deepEqual([before, during, after], [0, 1, 0]);
    },
  );
});
