// Fault 51: the package is evaluated again and again in one thread, and what was made before can be collected, but
// for what is still used.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInChild } from './support/child.mjs';

const support = fileURLToPath(new URL('support/evaluate.cjs', import.meta.url));
const execArgv = ['--expose-gc'];

describe('evaluating the package anew', () => {
  for (const kind of ['evaluateHere', 'evaluateInContext']) {
    it(`fault 51: ${kind}, 12 times, and at most the first and the newest stay in memory`, async () => {
      const run = async ({ report, require, data }) => {
        const { Worker } = require('node:worker_threads');
        const { collect, [data.kind]: evaluate } = require(data.support);
        const use = async ({ ipcMain, ipcRenderer, webContents }, withWorker) => {
          ipcMain.handle('double', (_event, n) => 2 * n);
          ipcMain.on('note', () => {});
          ipcRenderer.on('note', () => {});
          ipcRenderer.send('note');
          if ((await ipcRenderer.invoke('double', 4)) !== 8) throw new Error('no answer');
          if (!withWorker) return;
          const program = `
            require('ipcmain').ipcRenderer.invoke('double', 4).then(() => process.exit());`;
          const worker = new Worker(program, { eval: true });
          await new Promise((resolve) => {
            webContents.fromWorker(worker).once('destroyed', resolve);
          });
        };
        const seen = [];
        for (let round = 0; round < 12; round++) {
          const face = evaluate();
          await use(face, round % 4 === 1);
          seen.push(new WeakRef(face.ipcMain));
        }
        await collect();
        report(seen.map((reference) => reference.deref() !== undefined));
      };
      const { code, signal, stderr, reports } = await runInChild(run, {
        data: { kind, support },
        execArgv,
      });
      assert.deepEqual([code, signal, stderr], [0, null, '']);
      assert.deepEqual(reports[0].slice(1, -1), Array(10).fill(false));
    });
  }

  it('fault 51: one that is not referred to any more serves the Workers that it has', async () => {
    const run = async ({ report, require, data }) => {
      const { Worker } = require('node:worker_threads');
      const { collect, evaluateHere } = require(data.support);
      // The first always stays.
      evaluateHere();
      const start = () => {
        evaluateHere().ipcMain.handle('who', () => 'the first');
        const program = `
          const { ipcRenderer } = require('ipcmain');
          const { parentPort } = require('node:worker_threads');
          parentPort.once('message', async () => {
            parentPort.postMessage(await ipcRenderer.invoke('who'));
          });`;
        return new Worker(program, { eval: true });
      };
      const worker = start();
      evaluateHere().ipcMain.handle('who', () => 'the second');
      await collect();
      worker.postMessage('ask');
      worker.once('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['the first']]);
  });

  it('fault 51: the newest serves Workers that start when nothing refers to it any more', async () => {
    const run = async ({ report, require, data }) => {
      const { Worker } = require('node:worker_threads');
      const { collect, evaluateInContext } = require(data.support);
      evaluateInContext();
      evaluateInContext().ipcMain.handle('double', (_event, n) => 2 * n);
      await collect();
      const program = `
        const { ipcRenderer } = require('ipcmain');
        const { parentPort } = require('node:worker_threads');
        ipcRenderer.invoke('double', 4).then((answer) => parentPort.postMessage(answer));`;
      new Worker(program, { eval: true }).once('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', [8]]);
  });

  it('fault 51: a window belongs to the evaluation that has made it, also when a newer one has come', async () => {
    const run = async ({ report, require, data }) => {
      const { evaluateHere } = require(data.support);
      const { BrowserWindow, app } = evaluateHere();
      await app.whenReady();
      const window = new BrowserWindow();
      evaluateHere();
      await window.loadURL('about:blank');
      await window.loadURL('data:text/javascript,0');
      report([window.webContents.isLoading(), window.webContents.getURL()]);
      window.destroy();
    };
    const { code, signal, stderr, reports } = await runInChild(run, { data: { support } });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, [[false, 'data:text/javascript,0']]);
  });

  it('fault 51: one that is not referred to any more delivers what was sent in it', async () => {
    const run = async ({ report, require, data }) => {
      const { collect, evaluateHere } = require(data.support);
      // The first always stays, and each for its first turn of the event loop.
      evaluateHere();
      let face = evaluateHere();
      evaluateHere();
      await collect();
      const say = ({ ipcMain, ipcRenderer }) => {
        ipcMain.on('said', (_event, text) => report(text));
        ipcRenderer.send('said', 'something');
      };
      say(face);
      face = undefined;
      // Before the message is delivered.
      process.nextTick(() => queueMicrotask(() => globalThis.gc()));
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['something']]);
  });

  it('fault 51, 70: in a Worker, what an evaluation has asked is answered to it when another has taken over', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { ipcMain } = require('ipcmain');
      const answers = new Map();
      ipcMain.handle('later', (_event, name) => new Promise((answer) => answers.set(name, answer)));
      ipcMain.on('all asked', () => {
        for (const [name, answer] of answers) answer([name, new Map([[name, new Date(7)]])]);
      });
      const worker = startWorker(async ({ report, require, data }) => {
        const { evaluateHere, evaluateInContext } = require(data.support);
        const own = require('ipcmain');
        const faces = [own, evaluateInContext(), evaluateHere(), evaluateInContext()];
        const asked = faces.map(({ ipcRenderer }, index) => ipcRenderer.invoke('later', index));
        faces[3].ipcRenderer.send('all asked');
        const answers = await Promise.all(asked);
        const realm = (index) => faces[index].MessageChannelMain.constructor('return this')();
        const isOwn = answers.map(([, map], index) => {
          const { Map, Date } = realm(index);
          return map instanceof Map && map.get(index) instanceof Date;
        });
        report([answers.map(([index]) => index), isOwn]);
      }, data);
      worker.on('message', report);
      worker.on('exit', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, [
      [
        [0, 1, 2, 3],
        [true, true, true, true],
      ],
      0,
    ]);
  });

  it('fault 51, 86: in a Worker, what any evaluation has asked ends when main lets go of the renderer', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { ipcMain } = require('ipcmain');
      globalThis.never = new Promise(() => {});
      ipcMain.handle('never', () => never);
      ipcMain.on('all asked', ({ sender }) => sender.close());
      const worker = startWorker(async ({ report, require, data }) => {
        const { evaluateInContext } = require(data.support);
        const faces = [require('ipcmain'), evaluateInContext(), evaluateInContext()];
        for (const { ipcRenderer } of faces) ipcRenderer.on('stay', () => {});
        const asked = faces.map(({ ipcRenderer }) => ipcRenderer.invoke('never'));
        faces[2].ipcRenderer.send('all asked');
        const ends = await Promise.allSettled(asked);
        report(ends.map(({ reason }) => reason?.code));
      }, data);
      worker.on('message', report);
      worker.on('exit', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports, [Array(3).fill('ERR_IPC_DESTROYED'), 0]);
  });

  it('fault 51, 86: in a Worker, what was asked without keeping the thread alive is answered when nothing refers to it any more', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { ipcMain } = require('ipcmain');
      const answers = [];
      ipcMain.handle('later', () => new Promise((answer) => answers.push(answer)));
      ipcMain.on('collected', () => answers.forEach((answer) => answer('answered')));
      const worker = startWorker(async ({ report, require, data }) => {
        const { collect, evaluateInContext } = require(data.support);
        const ask = ({ ipcRenderer }) => {
          ipcRenderer.unref().invoke('later').then(report);
        };
        for (let count = 0; count < 3; count++) ask(evaluateInContext());
        const { ipcRenderer } = evaluateInContext();
        ipcRenderer.on('stay', () => {});
        await collect();
        ipcRenderer.send('collected');
      }, data);
      let missing = 3;
      worker.on('message', (answer) => {
        report(answer);
        if (--missing === 0) void worker.terminate();
      });
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', Array(3).fill('answered')]);
  });

  it('fault 51: in a Worker, each evaluation sends what it has written, with its own ports', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { MessageChannelMain, ipcMain } = require('ipcmain');
      ipcMain.on('note', (_event, ...args) => report(args));
      ipcMain.on('port', ({ ports, sender }, number) => {
        ports[0].postMessage(`to ${number}`);
        const { port1, port2 } = new MessageChannelMain();
        port2.postMessage(`beside ${number}`);
        sender.postMessage('port', number, [port1]);
      });
      const worker = startWorker(
        async ({ report, require, data }) => {
          const { evaluateHere, evaluateInContext } = require(data.support);
          const { MessageChannel, parentPort } = require('node:worker_threads');
          const { once } = require('node:events');
          for (const evaluate of [() => require('ipcmain'), evaluateInContext, evaluateHere]) {
            const { ipcRenderer } = evaluate();
            const number = data.number++;
            ipcRenderer.send('note', number, 'x'.repeat(100 * number));
            const { port1, port2 } = new MessageChannel();
            const own = once(port1, 'message');
            const came = new Promise((resolve) => {
              ipcRenderer.once('port', async ({ ports: [port] }, number) => {
                resolve([number, ...(await once(port, 'message'))]);
                port.close();
              });
            });
            ipcRenderer.postMessage('port', number, [port2]);
            report([...(await own), ...(await came)]);
            port1.close();
          }
          parentPort.unref();
        },
        { ...data, number: 1 },
      );
      worker.on('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const expected = [1, 2, 3].flatMap((number) => [
      [number, 'x'.repeat(100 * number)],
      [`to ${number}`, number, `beside ${number}`],
    ]);
    assert.deepEqual(reports.filter(Array.isArray), expected);
  });

  it('fault 45, 51: in a Worker, what waits when another evaluation takes over goes to that one, in order', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('ready', ({ sender }) => {
        for (let n = 0; n < 10; n++) sender.send('number', n);
      });
      const worker = startWorker(({ report, require, data }) => {
        const { evaluateInContext } = require(data.support);
        process.on('uncaughtException', ({ message }) => report(message));
        const { ipcRenderer: first } = require('ipcmain');
        first.on('number', (_event, n) => {
          report(['first', n]);
          if (n < 3) return;
          const { ipcRenderer: second } = evaluateInContext();
          second.on('number', (_event, n) => {
            report(['second', n]);
            if (n === 9) second.removeAllListeners();
          });
          throw new Error('after all');
        });
        first.send('ready');
      }, data);
      worker.on('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    const numbers = (from, to, who) =>
      Array.from({ length: to - from }, (_, index) => [who, from + index]);
    assert.deepEqual(reports, [
      ...numbers(0, 4, 'first'),
      'after all',
      ...numbers(4, 10, 'second'),
    ]);
  });

  it('fault 51: in a Worker, what waits for its ports when another evaluation takes over goes to that one, in order', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { MessageChannelMain, ipcMain } = require('ipcmain');
      const gate = new Int32Array(new SharedArrayBuffer(8));
      const give = (sender, number) => {
        const { port1, port2 } = new MessageChannelMain();
        port2.postMessage(`beside ${number}`);
        sender.postMessage('port', number, [port1]);
      };
      ipcMain.on('ready', ({ sender }) => {
        sender.send('plain', 0);
        give(sender, 1);
        sender.send('plain', 2);
        Atomics.store(gate, 0, 1);
        // The way of ports leads through this thread's event loop.
        Atomics.wait(gate, 1, 0);
        give(sender, 3);
      });
      ipcMain.on('from the second', ({ ports }) => report(['main', ports.length]));
      const worker = startWorker(
        ({ report, require, data }) => {
          const { evaluateInContext } = require(data.support);
          const { MessageChannel } = require('node:worker_threads');
          const hear = ({ ipcRenderer }, who) => {
            ipcRenderer.on('plain', (_event, number) => report([who, number]));
            ipcRenderer.on('port', ({ ports: [port] }, number) => {
              report([who, number]);
              port.onmessage = ({ data }) => {
                report([who, number, data]);
                if (number === 3) setTimeout(() => process.exit(), 0);
              };
            });
            return ipcRenderer;
          };
          const { gate } = data;
          const takeOver = () => {
            const second = hear(evaluateInContext(), 'second');
            second.postMessage('from the second', null, [new MessageChannel().port1]);
            Atomics.store(gate, 1, 1);
            Atomics.notify(gate, 1);
          };
          // All that main has sent is taken by then.
          const turn = (left) => (left > 0 ? setImmediate(turn, left - 1) : takeOver());
          const wait = () => (Atomics.load(gate, 0) === 1 ? turn(10) : setImmediate(wait));
          const first = hear(require('ipcmain'), 'first');
          first.once('plain', wait);
          first.send('ready');
        },
        { ...data, gate },
      );
      worker.on('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(
      reports.filter(([who, , said]) => who !== 'main' && said === undefined),
      [
        ['first', 0],
        ['second', 1],
        ['second', 2],
        ['second', 3],
      ],
    );
    assert.deepEqual(
      reports.filter(([who, , said]) => who === 'main' || said !== undefined).sort(),
      [
        ['main', 1],
        ['second', 1, 'beside 1'],
        ['second', 3, 'beside 3'],
      ],
    );
  });

  it('fault 51: in a Worker, one that is used keeps none of those in memory that came between it and the newest', async () => {
    const run = async ({ report, startWorker, require, data }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.handle('double', (_event, n) => 2 * n);
      const worker = startWorker(async ({ report, require, data }) => {
        const { collect, evaluateHere } = require(data.support);
        const use = async ({ ipcRenderer }) => {
          ipcRenderer.on('note', () => {});
          await ipcRenderer.invoke('double', 4);
          return new WeakRef(ipcRenderer);
        };
        const kept = require('ipcmain');
        await use(kept);
        const seen = [];
        for (let round = 0; round < 8; round++) seen.push(await use(evaluateHere()));
        await collect();
        report(seen.map((reference) => reference.deref() !== undefined));
        kept.ipcRenderer.removeAllListeners();
        process.exit();
      }, data);
      worker.on('message', report);
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.deepEqual(reports[0], [...Array(7).fill(false), true]);
  });

  it('fault 51: what a test file has asked and nobody has answered rejects in no other one', async () => {
    const run = async ({ report, require, data }) => {
      const { collect, evaluateInContext } = require(data.support);
      process.on('unhandledRejection', ({ message }) => report(message));
      const leave = ({ ipcMain, ipcRenderer }) => {
        ipcMain.handle('never', () => new Promise(() => {}));
        ipcRenderer.invoke('never');
        ipcRenderer.invoke('never').then(report);
      };
      leave(evaluateInContext());
      await collect();
      // They keep the process alive until the collector has said that no answer will come.
      await new Promise((resolve) => process.once('beforeExit', resolve));
      report('ends');
    };
    const { code, signal, stderr, reports } = await runInChild(run, {
      data: { support },
      execArgv,
      deadline: 20_000,
    });
    assert.deepEqual([code, signal, stderr, reports], [0, null, '', ['ends']]);
  });
});
