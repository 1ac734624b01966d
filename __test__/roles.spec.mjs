// Design 2: which thread is a main, which is a renderer, and of whom.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { MessageChannel, Worker } from 'node:worker_threads';
import { app, ipcMain, webContents } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(() => {
  clearMain();
  app.removeAllListeners('web-contents-created');
});

describe('who is whose main', () => {
  it('design 2: two mains in one process never see each other’s messages (fault 56)', async (t) => {
    const foreign = [];
    for (const channel of ['send', 'sync']) {
      ipcMain.on(channel, (_event, name) => foreign.push(name));
    }
    const startMain = (name) =>
      startRenderer(
        t,
        ({ ipcmain: { ipcMain, webContents }, report, data: name, require }) => {
          const { Worker } = require('node:worker_threads');
          const seen = [];
          ipcMain.on('send', (_event, from) => seen.push(from));
          ipcMain.handle('invoke', (_event, from) => `${name} invoked by ${from}`);
          ipcMain.on('sync', (event, from) => (event.returnValue = `${name} asked by ${from}`));
          ipcMain.on('end', (event, ...answers) => {
            report({ seen, answers, renderers: webContents.getAllWebContents().length });
            // Listeners of main keep nothing alive, but this thread is also a renderer's main.
            event.sender.send('end');
          });
          const run = async ({ ipcRenderer, data: name }) => {
            ipcRenderer.once('end', () => {});
            for (let n = 0; n < 100; n++) ipcRenderer.send('send', name);
            const answer = await ipcRenderer.invoke('invoke', name);
            ipcRenderer.send('end', answer, ipcRenderer.sendSync('sync', name));
          };
          new Worker(require.resolve('./renderer-main.cjs'), {
            workerData: { source: String(run), data: name },
          });
        },
        { data: name, claim: false },
      );
    const mains = ['one', 'two'].map((name) => [name, startMain(name)]);
    for (const [name, main] of mains) {
      assert.deepEqual(await main.reported(), {
        seen: Array.from({ length: 100 }, () => name),
        answers: [`${name} invoked by ${name}`, `${name} asked by ${name}`],
        renderers: 1,
      });
      assert.equal(await main.ended, 0);
    }
    assert.deepEqual(foreign, []);
  });

  it('design 2: a plain Worker is a renderer of the thread that started it, without set-up', async (t) => {
    const message = nextMessage(ipcMain, 'hello');
    const { worker } = startRenderer(
      t,
      ({ ipcRenderer }) => {
        ipcRenderer.once('end', () => {});
        ipcRenderer.send('hello');
      },
      { claim: false },
    );
    const [{ sender }] = await message;
    assert.equal(webContents.fromWorker(worker), sender);
    assert.equal(webContents.fromId(sender.id), sender);
  });

  it('design 2: so is a nested one, also when the Worker between them does not know the package', async (t) => {
    const message = nextMessage(ipcMain, 'nested');
    const renderer = startRenderer(t, ({ require, report }) => {
      const { Worker } = require('node:worker_threads');
      const file = require.resolve('./renderer-main.cjs');
      const run = async ({ ipcRenderer }) => {
        ipcRenderer.send('nested');
        ipcRenderer.send('answered', await ipcRenderer.invoke('ask', 1));
      };
      const between = `
        const { Worker, workerData } = require('node:worker_threads');
        new Worker(workerData.file, { workerData });
      `;
      new Worker(between, { eval: true, workerData: { file, source: String(run) } }).on(
        'exit',
        report,
      );
    });
    ipcMain.handle('ask', (_event, n) => n + 1);
    const answered = nextMessage(ipcMain, 'answered');
    const [{ sender }] = await message;
    assert.notEqual(sender, renderer.contents);
    assert.equal((await answered)[1], 2);
    assert.equal(await renderer.reported(), 0);
  });

  it('design 2: a Worker that uses ipcMain is a main for the Workers it starts, and a renderer still', async (t) => {
    const seen = [];
    ipcMain.on('x', (event, from) => seen.push([event.sender, from]));
    const renderer = startRenderer(
      t,
      ({ ipcRenderer, ipcmain: { ipcMain, webContents }, report, require }) => {
        const { Worker } = require('node:worker_threads');
        ipcMain.on('x', (event, from) => {
          const [only] = webContents.getAllWebContents();
          report([from, only === event.sender, webContents.fromWorker(nested) === only]);
          event.sender.send('thanks');
          ipcRenderer.send('x', 'middle');
        });
        const run = ({ ipcRenderer }) => {
          ipcRenderer.once('thanks', () => {});
          ipcRenderer.send('x', 'nested');
        };
        const nested = new Worker(require.resolve('./renderer-main.cjs'), {
          workerData: { source: String(run) },
        });
      },
    );
    const destroyed = once(renderer.contents, 'destroyed');
    assert.deepEqual(await renderer.reported(), ['nested', true, true]);
    assert.equal(await renderer.ended, 0);
    await destroyed;
    assert.deepEqual(seen, [[renderer.contents, 'middle']]);
  });

  it('design 2: a Worker from before the package was loaded is claimed by fromWorker', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require }) => {
      const { Worker } = require('node:worker_threads');
      const file = require.resolve('ipcmain');
      // The first loads the package only when it was claimed, the second before.
      const early = `
        const { parentPort, workerData } = require('node:worker_threads');
        if (workerData.loaded) require(workerData.file);
        parentPort.postMessage('up');
        parentPort.once('message', () => {
          const { ipcRenderer } = require(workerData.file);
          ipcRenderer.once('go', (_event, n) => ipcRenderer.send('got', workerData.loaded, n));
          ipcRenderer.send('hello', ipcRenderer.sendSync('sync'));
        });
      `;
      for (const loaded of [false, true]) {
        const worker = new Worker(early, { eval: true, workerData: { file, loaded } });
        worker.once('message', () => {
          const { ipcMain, webContents } = require('ipcmain');
          const contents = webContents.fromWorker(worker);
          contents.send('go', 1);
          ipcMain.removeAllListeners('sync');
          ipcMain.on('sync', (event) => (event.returnValue = 'main'));
          contents.ipc.on('hello', (event, answer) => report([event.sender === contents, answer]));
          contents.ipc.on('got', (_event, ...args) => report(args));
          worker.postMessage('go on');
        });
      }
    });
    assert.deepEqual([code, stderr], [0, '']);
    const sorted = reports.map((report) => JSON.stringify(report)).toSorted();
    assert.deepEqual(sorted, ['[false,1]', '[true,"main"]', '[true,"main"]', '[true,1]']);
  });

  it('design 2: a Worker without any main is its own, and the main of the Workers it starts', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require }) => {
      const { Worker } = require('node:worker_threads');
      const alone = `
        const { parentPort, workerData, Worker } = require('node:worker_threads');
        const { ipcMain, ipcRenderer } = require(workerData);
        ipcMain.on('sync', (event, from) => (event.returnValue = 'hello ' + from));
        ipcMain.on('done', (_event, answer) => parentPort.postMessage(answer));
        parentPort.postMessage(ipcRenderer.sendSync('sync', 'self'));
        const nested = "const { ipcRenderer } = require(require('node:worker_threads').workerData);" +
          "ipcRenderer.send('done', ipcRenderer.sendSync('sync', 'nested'))";
        new Worker(nested, { eval: true, workerData });
      `;
      const worker = new Worker(alone, {
        eval: true,
        workerData: require.resolve('ipcmain'),
      });
      worker.on('message', report);
      worker.on('exit', () => {
        // A main that comes later is not guessed to be theirs.
        report(require('ipcmain').webContents.getAllWebContents());
      });
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(reports, ['hello self', 'hello nested', []]);
  });
});

describe('webContents.fromWorker', () => {
  it('design 2: web-contents-created comes once for every renderer, at once with fromWorker', async (t) => {
    const created = [];
    app.on('web-contents-created', (event, contents) => {
      assert.equal(typeof event.preventDefault, 'function');
      created.push(contents);
    });
    const run = ({ ipcRenderer, data: name }) => {
      ipcRenderer.once('end', () => {});
      ipcRenderer.send(name);
    };
    const first = nextMessage(ipcMain, 'claimed');
    const second = nextMessage(ipcMain, 'plain');
    const claimed = startRenderer(t, run, { data: 'claimed' });
    assert.deepEqual(created, [claimed.contents]);
    const plain = startRenderer(t, run, { data: 'plain', claim: false });
    await first;
    const [{ sender }] = await second;
    assert.deepEqual(created, [claimed.contents, sender]);
    assert.equal(webContents.fromWorker(plain.worker), sender);
    assert.equal(created.length, 2);
  });

  it('design 2: it gives the same object every time, also after the end', async (t) => {
    const { worker, contents, ended } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.once('end', () => {});
    });
    assert.equal(webContents.fromWorker(worker), contents);
    assert.ok(webContents.getAllWebContents().includes(contents), 'also before it has loaded');
    const destroyed = once(contents, 'destroyed');
    contents.send('end');
    await ended;
    await destroyed;
    assert.equal(webContents.fromWorker(worker), contents);
    assert.equal(contents.isDestroyed(), true);
    assert.equal(webContents.fromId(contents.id), undefined);
    assert.equal(webContents.getAllWebContents().includes(contents), false);
  });

  it('design 2: it refuses what is not a Worker', () => {
    const { port1 } = new MessageChannel();
    const rubbish = [undefined, null, 0, 1, 'x', true, {}, [], Symbol('s'), Worker, port1];
    const alike = ['1', 0, 1, 1.5, Infinity].map((threadId) => ({ threadId, once() {} }));
    for (const value of [...rubbish, { threadId: 1 }, ...alike]) {
      assert.throws(() => webContents.fromWorker(value), {
        name: 'TypeError',
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    assert.throws(() => webContents.fromWorker(), { code: 'ERR_INVALID_ARG_TYPE' });
    port1.close();
  });

  it('design 2: it gives undefined for a Worker that ended before the first call', async (t) => {
    const { worker, ended } = startRenderer(t, () => {}, { claim: false });
    await ended;
    const before = webContents.getAllWebContents();
    assert.equal(webContents.fromWorker(worker), undefined);
    assert.deepEqual(webContents.getAllWebContents(), before);
  });

  it('fault 57: what waits for a Worker that never uses the package is freed when it ends', async () => {
    // Nothing but the Worker keeps this process alive.
    const { code, stderr, reports } = await runInChild(async ({ report, startWorker }) => {
      const { ipcMain, webContents } = await import('ipcmain');
      const worker = startWorker(() => {});
      const contents = webContents.fromWorker(worker);
      for (let n = 0; n < 100; n++) contents.send('x', new Uint8Array(10_000));
      report(ipcMain.inspect().peers.map((peer) => peer.queued.messages));
      worker.once('exit', () => report('exit'));
      contents.once('destroyed', () => {
        report('destroyed');
        report(ipcMain.inspect().peers);
      });
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(reports, [[100], 'exit', 'destroyed', []]);
  });

  it('fault 11: a Worker that is terminated while it starts is destroyed once', async () => {
    const { code, stderr, reports } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain, webContents } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer }) => ipcRenderer.on('x', () => {}));
      webContents.fromWorker(worker).on('destroyed', () => report('destroyed'));
      worker.terminate();
      // Outlives the first by a whole start.
      worker.once('exit', () => startWorker(({ ipcRenderer }) => ipcRenderer.send('after')));
      ipcMain.on('after', () => report('after'));
    });
    assert.deepEqual([code, stderr, reports], [0, '', ['destroyed', 'after']]);
  });

  it('design 2: messages to a Worker that has not loaded yet wait, in order (fault 83)', async (t) => {
    const worker = new Worker(new URL('fixtures/late-renderer.mjs', import.meta.url));
    t.after(() => worker.terminate());
    const contents = webContents.fromWorker(worker);
    for (let n = 0; n < 100; n++) contents.send('n', n);
    assert.deepEqual(await once(worker, 'message'), ['loading']);
    // Loaded and attached, but not used yet.
    for (let n = 100; n < 200; n++) contents.send('n', n);
    contents.send('end');
    const seen = once(worker, 'message');
    worker.postMessage('go on');
    assert.deepEqual(await seen, [Array.from({ length: 200 }, (_, n) => n)]);
  });
});
