// Design 2, "Keep-alive": what keeps a thread alive, and what is still delivered when it ends.
//
// Proof of life is what a thread still does after another one has started and ended meanwhile: by then, one
// that nothing keeps alive has ended, too. That something ends needs no proof but its end.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { app, ipcMain, webContents } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, never, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** The whole life of a thread that does nothing. */
const anotherLife = () => once(new Worker('', { eval: true }), 'exit');

describe('main', () => {
  it('design 2: ipcMain listeners and handlers alone do not keep the process alive (fault 91)', async () => {
    const { code, signal, stderr } = await runInChild(({ require }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('x', () => {});
      ipcMain.once('y', () => {});
      ipcMain.handle('x', () => {});
    });
    assert.deepEqual([code, signal, stderr], [0, null, '']);
  });

  it("design 2: neither do an unref'd Worker, its WebContents and the listeners on it", async () => {
    const { code, signal, stderr, reports } = await runInChild(
      ({ report, require, startWorker }) => {
        const { ipcMain, webContents } = require('ipcmain');
        const worker = startWorker(({ ipcRenderer }) => {
          ipcRenderer.on('x', () => {});
          ipcRenderer.send('ready');
        });
        const contents = webContents.fromWorker(worker);
        contents.on('destroyed', () => report('destroyed'));
        contents.ipc.handle('x', () => {});
        ipcMain.on('ready', () => {
          worker.unref();
          report('ready');
        });
      },
    );
    assert.deepEqual([code, signal, stderr], [0, null, '']);
    assert.equal(reports[0], 'ready');
  });

  it('design 2: a Worker that is kept alive keeps the process alive, as any Worker does', async () => {
    const { code, reports } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer }) => {
        ipcRenderer.once('end', () => {});
        ipcRenderer.send('ready');
      });
      worker.on('exit', report);
      ipcMain.once('ready', ({ sender }) => {
        const other = startWorker(() => {});
        other.on('exit', () => {
          report('alive');
          sender.send('end');
        });
      });
    });
    assert.deepEqual([code, reports], [0, ['alive', 0]]);
  });
});

describe('a Worker', () => {
  it('design 2: an ipcRenderer listener keeps it alive until the last one is removed (fault 91)', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      const kept = () => {
        report('alive');
        ipcRenderer.removeListener('b', kept);
      };
      ipcRenderer.on('a', kept);
      ipcRenderer.on('b', kept);
      ipcRenderer.removeListener('a', kept);
      ipcRenderer.send('listening');
    });
    await nextMessage(ipcMain, 'listening');
    await anotherLife();
    renderer.contents.send('b');
    assert.equal(await renderer.reported(), 'alive');
    assert.equal(await renderer.ended, 0);
  });

  for (const way of ['off', 'removeAllListeners', 'removeAllListeners(name)', 'once']) {
    it(`design 2: the last listener can also go by ${way}`, async (t) => {
      const renderer = startRenderer(
        t,
        ({ ipcRenderer, report, data: way }) => {
          const listener = () => {
            report('heard');
            if (way === 'off') ipcRenderer.off('x', listener);
            if (way === 'removeAllListeners') ipcRenderer.removeAllListeners();
            if (way === 'removeAllListeners(name)') ipcRenderer.removeAllListeners('x');
          };
          ipcRenderer[way === 'once' ? 'once' : 'prependListener']('x', listener);
          ipcRenderer.send('listening');
        },
        { data: way },
      );
      await nextMessage(ipcMain, 'listening');
      renderer.contents.send('x');
      assert.equal(await renderer.reported(), 'heard');
      assert.equal(await renderer.ended, 0);
    });
  }

  it('design 2: without a listener it ends with its script, although main knows it', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.send('x');
      ipcRenderer.sendSync('sync');
    });
    ipcMain.on('sync', (event) => (event.returnValue = 1));
    assert.equal(await renderer.ended, 0);
  });

  it('design 2: a pending invoke keeps it alive until it is resolved (fault 91)', async (t) => {
    const asked = new Promise((resolve) => {
      ipcMain.handle('x', () => new Promise((answer) => resolve(answer)));
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.invoke('x').then(report);
    });
    const answer = await asked;
    await anotherLife();
    answer('answer');
    assert.equal(await renderer.reported(), 'answer');
    assert.equal(await renderer.ended, 0);
  });

  it('design 2: a pending invoke keeps it alive until it is rejected, the last of several', async (t) => {
    t.mock.method(console, 'error', () => {});
    const pending = [];
    const asked = new Promise((resolve) => {
      ipcMain.handle('x', () => {
        if (pending.length === 1) resolve();
        return new Promise((_, reject) => pending.push(reject));
      });
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.invoke('x').catch((error) => report(error.message));
      ipcRenderer.invoke('x').catch((error) => report(error.message));
    });
    await asked;
    pending[0](new Error('one'));
    assert.match(await renderer.reported(), /one/);
    await anotherLife();
    pending[1](new Error('two'));
    assert.match(await renderer.reported(), /two/);
    assert.equal(await renderer.ended, 0);
  });

  it('design 2: ref() keeps it alive without a listener, until unref()', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { parentPort } = require('node:worker_threads');
      parentPort.once('message', () => report(ipcRenderer.unref() === ipcRenderer));
      // What listens there must not be what keeps it alive.
      parentPort.unref();
      report(ipcRenderer.ref() === ipcRenderer);
    });
    assert.equal(await renderer.reported(), true);
    await anotherLife();
    renderer.worker.postMessage('unref');
    assert.equal(await renderer.reported(), true);
    assert.equal(await renderer.ended, 0);
  });

  it('design 2: unref() lets it end in spite of a listener and a pending invoke', async (t) => {
    ipcMain.handle('x', () => never);
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('x', () => {});
      ipcRenderer.invoke('x').then(report, report);
      ipcRenderer.unref();
      ipcRenderer.on('later', () => {});
    });
    assert.equal(await renderer.ended, 0);
  });

  it('design 2: an unref’d renderer still gets its messages while something else keeps it alive', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { parentPort } = require('node:worker_threads');
      parentPort.once('message', () => {});
      ipcRenderer.unref();
      ipcRenderer.on('x', (_event, n) => report(n));
    });
    renderer.contents.send('x', 1);
    assert.equal(await renderer.reported(), 1);
    renderer.worker.postMessage('end');
    assert.equal(await renderer.ended, 0);
  });
});

describe('the last messages of a Worker', () => {
  for (const end of ['its script ends', 'it calls process.exit()', 'it throws']) {
    it(`law 5: what was sent just before ${end} is delivered, before 'destroyed'`, async (t) => {
      const seen = [];
      const destroyed = new Promise((resolve) => {
        app.once('web-contents-created', (_event, contents) => {
          contents.on('destroyed', () => {
            seen.push('destroyed');
            resolve(contents);
          });
        });
      });
      ipcMain.on('n', (event, n) => seen.push(event.sender.isDestroyed() || n));
      ipcMain.handle('invoked', (_event, n) => void seen.push(n));
      const renderer = startRenderer(
        t,
        ({ ipcRenderer, data: end }) => {
          for (let n = 0; n < 500; n++) ipcRenderer.send('n', n);
          void ipcRenderer.invoke('invoked', 500);
          ipcRenderer.unref();
          if (end === 'it calls process.exit()') process.exit(0);
          if (end === 'it throws') throw new Error('on purpose');
        },
        { data: end, claim: false },
      );
      const exited = new Promise((resolve) => renderer.worker.once('exit', resolve));
      renderer.ended.catch(() => {});
      const contents = await destroyed;
      assert.equal(await exited, end === 'it throws' ? 1 : 0);
      assert.deepEqual(seen, [...Array.from({ length: 501 }, (_, n) => n), 'destroyed']);
      assert.equal(contents.isDestroyed(), true);
      assert.equal(webContents.fromId(contents.id), undefined);
    });
  }

  it('law 5: they are delivered also when nothing but that Worker kept the process alive (fault 82)', async (t) => {
    if (process.platform !== 'linux') return t.skip('counts the threads in /proc');
    const { code, stderr, reports } = await runInChild(({ report, require, startWorker }) => {
      const fs = require('node:fs');
      const { ipcMain } = require('ipcmain');
      const { once } = require('node:events');
      const threads = () => fs.readdirSync('/proc/self/task').length;
      const before = threads();
      const round = async () => {
        const seen = [];
        const worker = startWorker(({ ipcRenderer, require }) => {
          const { parentPort } = require('node:worker_threads');
          parentPort.once('message', () => {
            parentPort.postMessage('ending');
            for (let n = 0; n < 3; n++) ipcRenderer.send('n', n);
          });
          ipcRenderer.send('ready');
        });
        const exit = once(worker, 'exit');
        // Main is busy until the thread is gone: it learns of the end and of the messages at once.
        worker.once('message', () => {
          while (threads() > before);
        });
        const [{ sender }] = await once(ipcMain, 'ready');
        sender.ipc.on('n', (_event, n) => seen.push(n));
        const destroyed = once(sender, 'destroyed');
        setImmediate(() => worker.postMessage('end'));
        await Promise.all([exit, destroyed]);
        report(seen);
      };
      // The loss that this looks for is a matter of luck, so it is looked for often.
      (async () => {
        for (let n = 0; n < 20; n++) await round();
      })();
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(
      reports,
      Array.from({ length: 20 }, () => [0, 1, 2]),
    );
  });

  it("law 5: what was sent just before terminate() is delivered, before 'destroyed' (fault 82)", async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('x', () => {});
      for (let n = 0; n < 100; n++) ipcRenderer.send('n', n);
      report('sent');
    });
    const seen = [];
    ipcMain.on('n', (_event, n) => seen.push(n));
    const destroyed = once(renderer.contents, 'destroyed');
    await renderer.reported();
    await renderer.worker.terminate();
    await destroyed;
    assert.equal(seen.length, 100);
  });
});
