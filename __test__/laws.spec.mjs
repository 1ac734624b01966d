// Design 3: laws 2, 3 and 7. Law 1 is in laws-one-task.spec.mjs, law 4 in exit.spec.mjs.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { captureConsole, clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const COUNT = 1_000;
const NEVER_SENT = { error: 'reply was never sent' };
const KIB = 1024;

const upTo = (count) => Array.from({ length: count }, (_, n) => n);

afterEach(clearMain);

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

  it('law 3: 1,000 open invokes settle once each, with their own values, whatever the order of answers (fault 26)', async (t) => {
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

  it('law 3: a late answer is not taken for that of the next request (fault 26)', async (t) => {
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
