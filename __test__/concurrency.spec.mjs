// Contract 18, cases 193 and 283 to 290: many renderers at once, a busy main, several mains.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, ipcRenderer, webContents } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const WORKERS = 50;
const MESSAGES = 200;

describe('many renderers', () => {
  it(`283 ${WORKERS} of them, ${MESSAGES} mixed messages each`, { timeout: 120_000 }, async (t) => {
    const renderers = Array.from({ length: WORKERS }, (_, number) =>
      startRenderer(
        t,
        async ({ ipcRenderer, report, data: { number, count } }) => {
          const wrong = [];
          const fromMain = [];
          const answers = [];
          ipcRenderer.on('back', (_event, to, n) => {
            if (to !== number) wrong.push(['back', to, n]);
            fromMain.push(n);
          });
          for (let n = 0; n < count; n++) {
            if (n % 4 === 0) ipcRenderer.send('send', number, n);
            else if (n % 4 === 1) {
              const answer = ipcRenderer.sendSync('sync', number, n);
              if (answer !== `${number} ${n}`) wrong.push(['sync', answer]);
            } else if (n % 4 === 2) {
              const invoke = ipcRenderer.invoke('ask', number, n).then((answer) => {
                if (answer !== `${number} ${n}`) wrong.push(['ask', answer]);
              });
              answers.push(invoke);
            } else ipcRenderer.postMessage('post', [number, n]);
          }
          await Promise.all(answers);
          // 'back' answers what was sent; the last may come after the last answer to an invoke.
          const complete = () => fromMain.length === count / 4;
          while (!complete()) await new Promise((resolve) => ipcRenderer.once('back', resolve));
          ipcRenderer.removeAllListeners('back');
          report({ wrong, fromMain });
        },
        { data: { number, count: MESSAGES } },
      ),
    );
    const numbers = new Map(renderers.map(({ contents }, number) => [contents, number]));
    const seen = renderers.map(() => []);
    const crossed = [];
    const note = ({ sender }, number, n) => {
      if (numbers.get(sender) !== number) crossed.push([numbers.get(sender), number, n]);
      seen[number].push(n);
    };
    ipcMain.on('send', (event, number, n) => {
      note(event, number, n);
      event.reply('back', number, n);
    });
    ipcMain.on('sync', (event, number, n) => {
      note(event, number, n);
      event.returnValue = `${number} ${n}`;
    });
    ipcMain.handle('ask', async (event, number, n) => {
      note(event, number, n);
      await new Promise(setImmediate);
      return `${number} ${n}`;
    });
    ipcMain.on('post', (event, [number, n]) => note(event, number, n));

    const reports = await Promise.all(renderers.map(({ reported }) => reported()));
    const all = Array.from({ length: MESSAGES }, (_, n) => n);
    const sent = all.filter((n) => n % 4 === 0);
    assert.deepEqual(crossed, []);
    for (const [number, report] of reports.entries()) {
      assert.deepEqual(seen[number], all, `renderer ${number}`);
      assert.deepEqual(report, { wrong: [], fromMain: sent }, `renderer ${number}`);
    }
  });

  it('193 a renderer that another one starts is told apart from it', async (t) => {
    const senders = [];
    const both = new Promise((resolve) => {
      ipcMain.on('who', (event, name) => {
        if (senders.push([name, event.sender, event.senderFrame]) === 2) resolve();
      });
    });
    const parent = startRenderer(t, ({ ipcRenderer, require }) => {
      const { Worker } = require('node:worker_threads');
      ipcRenderer.on('stay', () => {});
      ipcRenderer.send('who', 'parent');
      const code = `
        const { ipcRenderer } = require('ipcmain');
        ipcRenderer.on('stay', () => {});
        ipcRenderer.send('who', 'child');
      `;
      new Worker(code, { eval: true });
    });
    await both;
    const [[, ofParent, frame], [, ofChild, frameOfChild]] = senders.toSorted().toReversed();
    assert.equal(ofParent, parent.contents);
    assert.equal(frame, parent.contents.mainFrame);
    assert.notEqual(ofChild, ofParent);
    assert.equal(frameOfChild, ofChild.mainFrame);
  });
});

describe('a busy main', () => {
  it('285 finds all messages in order, with microtasks between them', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const seen = [];
    const last = new Promise((resolve) => {
      ipcMain.on('x', (_event, n) => {
        seen.push(n);
        void Promise.resolve().then(() => seen.push(`after ${n}`));
        if (n === 499) setImmediate(resolve);
      });
    });
    const ready = nextMessage(ipcMain, 'ready');
    startRenderer(
      t,
      ({ ipcRenderer, data: flag }) => {
        ipcRenderer.on('go', () => {
          for (let n = 0; n < 500; n++) ipcRenderer.send('x', n);
          Atomics.store(flag, 0, 1);
          Atomics.notify(flag, 0);
        });
        ipcRenderer.send('ready');
      },
      { data: flag },
    );
    const [event] = await ready;
    event.reply('go');
    // Main does nothing else until all has been sent.
    assert.notEqual(Atomics.wait(flag, 0, 0, 10_000), 'timed-out');
    assert.deepEqual(seen, []);
    await last;
    assert.deepEqual(seen, Array.from({ length: 500 }, (_, n) => [n, `after ${n}`]).flat());
  });
});

describe('a started port', () => {
  it('289 does not keep the process alive, but what was posted to it is delivered', async () => {
    const reports = await reportsOf(({ require, report }) => {
      const { MessageChannelMain } = require('ipcmain');
      const { port1, port2 } = new MessageChannelMain();
      port2.on('message', ({ data }) => report(data));
      port2.start();
      port1.start();
      port1.postMessage('first');
      port1.postMessage('last');
    });
    assert.deepEqual(reports, ['first', 'last']);
  });

  it('289 nor does one whose other end a renderer had', async () => {
    const child = await runInChild(({ require, report, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      ipcMain.on('port', ({ ports: [port] }) => {
        port.on('message', ({ data }) => report(data));
        port.on('close', () => report('closed'));
        port.start();
      });
      startWorker(({ ipcRenderer }) => {
        const { port1, port2 } = new MessageChannel();
        ipcRenderer.postMessage('port', null, [port2]);
        port1.postMessage('hello');
        port1.unref();
      });
    });
    assert.deepEqual([child.code, child.signal, child.stderr], [0, null, '']);
  });
});

describe('several mains', () => {
  it('290 each realm has an ipcMain of its own, and no two renderers share a number (fault 56)', async (t) => {
    const inner = startRenderer(
      t,
      async ({ ipcmain, report, require }) => {
        const { Worker } = require('node:worker_threads');
        const { ipcMain, webContents } = ipcmain;
        const code = `
          const { ipcRenderer } = require('ipcmain');
          ipcRenderer.on('stay', () => {});
          ipcRenderer.send('hello', 'inner');
        `;
        const heard = [];
        ipcMain.on('hello', (event, who) => {
          heard.push(who);
          report({ heard, id: event.sender.id });
        });
        const contents = webContents.fromWorker(new Worker(code, { eval: true }));
        report(contents.id);
      },
      { claim: false },
    );
    const heard = [];
    const message = nextMessage(ipcMain, 'hello');
    ipcMain.on('hello', (_event, who) => heard.push(who));
    const id = await inner.reported();
    assert.deepEqual(await inner.reported(), { heard: ['inner'], id });

    const outer = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      ipcRenderer.send('hello', 'outer');
    });
    const [event] = await message;
    assert.equal(event.sender, outer.contents);
    assert.deepEqual(heard, ['outer']);
    assert.equal(webContents.fromId(id), undefined);
    const ids = webContents.getAllWebContents().map((contents) => contents.id);
    assert.equal(ids.includes(id), false);

    // In this thread, too, main and renderer are one pair.
    const local = nextMessage(ipcMain, 'hello');
    ipcRenderer.send('hello', 'local');
    const [{ sender }] = await local;
    assert.ok(![id, outer.contents.id].includes(sender.id));
  });
});
