// Design 3: laws 1, 2, 3 and 7. Law 4 is in exit.spec.mjs.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const COUNT = 1_000;
const NEVER_SENT = { error: 'reply was never sent' };
const KIB = 1024;

const upTo = (count) => Array.from({ length: count }, (_, n) => n);

afterEach(clearMain);

describe('law 1: one message, one task', () => {
  it('law 1: in main, ticks and microtasks have run before the next of 1,000 waiting messages', async (t) => {
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

  it('law 1: in a renderer, they have run before the next of 1,000 waiting messages', async (t) => {
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

  it('fault 45: in main, a throwing listener is one uncaughtException with the very value, and the next message arrives', async () => {
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

describe('law 2: one order', () => {
  const sizes = [0, 1, 64 * KIB - 1, 64 * KIB, 64 * KIB + 1, 256 * KIB + 3, 3 * KIB * KIB + 1];

  it('law 2: send, sendSync and invoke of mixed sizes arrive in the order of the calls', async (t) => {
    const seen = [];
    const check = (kind) => (event, n, bytes) => {
      seen.push([kind, n, bytes.byteLength]);
      return (event.returnValue = n);
    };
    ipcMain.on('send', check('send'));
    ipcMain.on('sendSync', check('sendSync'));
    ipcMain.handle('invoke', check('invoke'));
    const renderer = startRenderer(
      t,
      async ({ ipcRenderer, report, data: { count, sizes } }) => {
        const kinds = ['send', 'invoke', 'send', 'invoke', 'sendSync'];
        const sent = [];
        const answers = [];
        for (let n = 0; n < count; n++) {
          const kind = kinds[n % kinds.length];
          // Large ones are rare, and fall on every kind.
          const size = n % 8 === 0 ? sizes[(n / 8) % sizes.length] : n % 7;
          sent.push([kind, n, size]);
          const answer = ipcRenderer[kind](kind, n, new Uint8Array(size));
          if (kind !== 'send') answers.push([n, answer]);
        }
        const wrong = [];
        for (const [n, answer] of answers) if ((await answer) !== n) wrong.push(n);
        report({ sent, answers: answers.length, wrong });
      },
      { data: { count: 600, sizes } },
    );
    const { sent, answers, wrong } = await renderer.reported();
    assert.deepEqual(seen, sent);
    assert.equal(seen.length, 600);
    assert.deepEqual([answers, wrong], [360, []]);
  });

  it('law 2: messages and answers from main, of mixed sizes, arrive in the order in which they were given', async (t) => {
    ipcMain.handle('x', (event, n) => {
      event.sender.send('before', n, new Uint8Array(sizes[n % sizes.length]));
      return n;
    });
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const seen = [];
      ipcRenderer.on('before', (_event, n) => seen.push(['message', n]));
      const invokes = Array.from({ length: 100 }, (_, n) =>
        ipcRenderer.invoke('x', n).then(() => seen.push(['answer', n])),
      );
      await Promise.all(invokes);
      ipcRenderer.removeAllListeners();
      report(seen);
    });
    const seen = await renderer.reported();
    const messages = seen.filter(([kind]) => kind === 'message').map(([, n]) => n);
    assert.deepEqual(messages, upTo(100));
    const answers = seen.filter(([kind]) => kind === 'answer').map(([, n]) => n);
    assert.deepEqual(answers, upTo(100));
    for (const n of upTo(100)) {
      const place = (kind) => seen.findIndex((entry) => entry[0] === kind && entry[1] === n);
      assert.ok(place('message') < place('answer'), `message ${n} was sent before answer ${n}`);
    }
  });
});

describe('law 3: every request ends once', () => {
  it('law 3: with a value, with an error, and at once where nobody can answer', async (t) => {
    captureConsole(t, 'error');
    captureConsole(t, 'warn');
    ipcMain.handle('value', () => 'value');
    ipcMain.handle('error', () => {
      throw new Error('boom');
    });
    ipcMain.on('sync', (event) => (event.returnValue = 'first'));
    ipcMain.on('sync', (event) => (event.returnValue = 'second'));
    ipcMain.once('once', (event) => (event.returnValue = 'once'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const text = ({ message }) => message;
      report([
        await ipcRenderer.invoke('value'),
        await ipcRenderer.invoke('error').catch(text),
        await ipcRenderer.invoke('nobody').catch(text),
        ipcRenderer.sendSync('sync'),
        ipcRenderer.sendSync('sync'),
        ipcRenderer.sendSync('once'),
        ipcRenderer.sendSync('once'),
        ipcRenderer.sendSync('nobody'),
      ]);
    });
    assert.deepEqual(await renderer.reported(), [
      'value',
      "Error invoking remote method 'error': Error: boom",
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      'first',
      'first',
      'once',
      NEVER_SENT,
      NEVER_SENT,
    ]);
  });

  it('law 3: 1,000 open invokes settle once each, with their own values, whatever the order of answers', async (t) => {
    const open = [];
    ipcMain.handle('x', (_event, n) => new Promise((resolve) => open.push([n, resolve])));
    ipcMain.on('all', () => {
      for (const [n, resolve] of open.toReversed()) resolve(n);
    });
    const renderer = startRenderer(
      t,
      async ({ ipcRenderer, report, data: count }) => {
        const settled = [];
        const invokes = Array.from({ length: count }, (_, n) =>
          ipcRenderer.invoke('x', n).then((value) => settled.push([n, value])),
        );
        ipcRenderer.send('all');
        await Promise.all(invokes);
        report(settled);
      },
      { data: COUNT },
    );
    assert.deepEqual(
      await renderer.reported(),
      upTo(COUNT)
        .toReversed()
        .map((n) => [n, n]),
    );
    assert.equal(
      ipcMain.inspect().peers.every((peer) => !peer.requests),
      true,
    );
  });

  it('law 3: a late answer is not taken for that of the next request', async (t) => {
    const events = [];
    ipcMain.on('x', (event, n) => {
      events.push(event);
      event.returnValue = n;
      events[0].returnValue = 'late';
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      report([1, 2, 3].map((n) => ipcRenderer.sendSync('x', n)));
    });
    assert.deepEqual(await renderer.reported(), [1, 2, 3]);
  });

  it('fault 66: a sendSync whose listener threw ends when its event is collected', async () => {
    const { code, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain } = require('ipcmain');
        process.on('uncaughtException', (error) => {
          report(error.message);
          const collect = setInterval(gc, 5);
          ipcMain.on('answered', (_event, answer) => {
            clearInterval(collect);
            report(answer);
          });
        });
        ipcMain.on('x', () => {
          throw new Error('boom');
        });
        startWorker(({ ipcRenderer }) => {
          ipcRenderer.send('answered', ipcRenderer.sendSync('x'));
        });
      },
      { execArgv: ['--expose-gc'] },
    );
    assert.deepEqual([code, stderr, reports], [0, '', ['boom', NEVER_SENT]]);
  });
});

describe('law 7: idle costs nothing', () => {
  it('law 7: four attached renderers without traffic cost no CPU', async (t) => {
    const { code, reports } = await runInChild(({ report, require, startWorker }) => {
      const fs = require('node:fs');
      const { ipcMain } = require('ipcmain');
      const switches = () =>
        fs.readdirSync('/proc/self/task').reduce((sum, task) => {
          const status = fs.readFileSync(`/proc/self/task/${task}/status`, 'utf8');
          return sum + Number(status.match(/^voluntary_ctxt_switches:\s*(\d+)/m)[1]);
        }, 0);
      let ready = 0;
      ipcMain.handle('ready', () => {
        if (++ready === 4) setTimeout(measure, 500);
      });
      const workers = Array.from({ length: 4 }, () =>
        startWorker(async ({ ipcRenderer }) => {
          ipcRenderer.on('x', () => {});
          ipcRenderer.sendSync('warm-up');
          await ipcRenderer.invoke('ready');
        }),
      );
      ipcMain.on('warm-up', (event) => (event.returnValue = 1));
      const measure = () => {
        const linux = process.platform === 'linux';
        const before = { cpu: process.cpuUsage(), switches: linux ? switches() : 0 };
        setTimeout(() => {
          const { user, system } = process.cpuUsage(before.cpu);
          const woken = linux ? switches() - before.switches : 0;
          report({ milliseconds: (user + system) / 1_000, woken });
          for (const worker of workers) worker.terminate();
        }, 1_000);
      };
    });
    assert.equal(code, 0);
    const [{ milliseconds, woken }] = reports;
    t.diagnostic(`${milliseconds} ms of CPU and ${woken} wake-ups in 1 s`);
    assert.ok(milliseconds < 20, `${milliseconds} ms of CPU in 1 s`);
    assert.ok(woken < 50, `${woken} voluntary context switches in 1 s`);
  });
});
