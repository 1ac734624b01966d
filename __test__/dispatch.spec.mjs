// Contract 4 and 18, cases 127 to 154: who gets a message, and in what order.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { app, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const sends = ({ ipcRenderer }) => ipcRenderer.send('test', 42);
const asks = ({ ipcRenderer, report }) => report(ipcRenderer.sendSync('test', 42));
const invokes = async ({ ipcRenderer, report }) => report(await ipcRenderer.invoke('test', 42));

const doubles = (event, number) => (event.returnValue = number * 2);
const unwanted = () => assert.fail('this handler must not be called');

/** The emitters of one renderer, in the order in which they are asked. */
const emittersOf = (contents) => ({
  frame: contents.mainFrame.ipc,
  contents: contents.ipc,
  ipcMain,
});

describe('webContents.ipc', () => {
  it('128 it gets the messages of its renderer', async (t) => {
    const { contents } = startRenderer(t, sends);
    const [event, number] = await nextMessage(contents.ipc, 'test');
    assert.equal(event.sender, contents);
    assert.equal(number, 42);
  });

  it('129 it can answer a sendSync', async (t) => {
    const { contents, reported } = startRenderer(t, asks);
    contents.ipc.on('test', doubles);
    assert.equal(await reported(), 84);
  });

  it('131 it can handle an invoke', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.ipc.handle('test', (_event, number) => number * 2);
    assert.equal(await reported(), 84);
  });

  it('132 it comes before ipcMain', async (t) => {
    const log = [];
    const { contents } = startRenderer(t, sends);
    const message = nextMessage(ipcMain, 'test');
    ipcMain.on('test', () => log.push('ipcMain'));
    contents.ipc.on('test', () => log.push('contents'));
    await message;
    assert.deepEqual(log, ['contents', 'ipcMain']);
  });

  it('133 its handler overrides that of ipcMain', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.ipc.handle('test', () => 'contents');
    ipcMain.handle('test', unwanted);
    assert.equal(await reported(), 'contents');
  });

  it('134 without a handler of its own, that of ipcMain answers', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.ipc.handle('other', unwanted);
    ipcMain.handle('test', () => 'ipcMain');
    assert.equal(await reported(), 'ipcMain');
  });

  it('150 it never gets a message of another renderer', async (t) => {
    const seen = [];
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('go', () => ipcRenderer.send('test', 'marker'));
    });
    const marker = nextMessage(contents.ipc, 'test');
    contents.on('ipc-message', (_event, _channel, value) => seen.push(value));
    contents.ipc.on('test', (_event, value) => seen.push(value));
    contents.mainFrame.ipc.on('test', (_event, value) => seen.push(value));
    const other = nextMessage(ipcMain, 'test');
    startRenderer(t, sends);
    assert.equal((await other)[1], 42);
    contents.send('go');
    await marker;
    assert.deepEqual(seen, ['marker', 'marker', 'marker']);
  });

  it('151 it is an own enumerable property that only has a getter', (t) => {
    const { contents } = startRenderer(t, () => {});
    assert.ok(Object.getOwnPropertyNames(contents).includes('ipc'));
    const { enumerable, get, set } = Object.getOwnPropertyDescriptor(contents, 'ipc');
    assert.deepEqual([enumerable, typeof get, set], [true, 'function', undefined]);
  });

  it('152 it and frame.ipc are always the same and cannot be replaced', (t) => {
    const { contents } = startRenderer(t, () => {});
    const { mainFrame } = contents;
    for (const owner of [contents, mainFrame]) {
      const { ipc } = owner;
      assert.equal(Reflect.set(owner, 'ipc', {}), false);
      assert.equal(owner.ipc, ipc);
    }
    assert.notEqual(contents.ipc, mainFrame.ipc);
    assert.equal(contents.mainFrame, mainFrame);
  });

  it('152 frame.ipc is pinned as a non-writable own property on first access', (t) => {
    const { mainFrame } = startRenderer(t, () => {}).contents;
    const { ipc } = mainFrame;
    const pinned = Object.getOwnPropertyDescriptor(mainFrame, 'ipc');
    assert.equal(pinned?.value, ipc);
    assert.equal(pinned.writable, false);
  });
});

describe('webFrameMain.ipc', () => {
  it('136 it gets the messages of its renderer', async (t) => {
    const { contents } = startRenderer(t, sends);
    const [event, number] = await nextMessage(contents.mainFrame.ipc, 'test');
    assert.equal(event.senderFrame, contents.mainFrame);
    assert.equal(number, 42);
  });

  it('137 it can answer a sendSync', async (t) => {
    const { contents, reported } = startRenderer(t, asks);
    contents.mainFrame.ipc.on('test', doubles);
    assert.equal(await reported(), 84);
  });

  it('139 it can handle an invoke', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.mainFrame.ipc.handle('test', (_event, number) => number * 2);
    assert.equal(await reported(), 84);
  });

  it('140 it comes before webContents.ipc and ipcMain', async (t) => {
    const log = [];
    const { contents } = startRenderer(t, sends);
    const message = nextMessage(ipcMain, 'test');
    for (const [name, emitter] of Object.entries(emittersOf(contents)).reverse()) {
      emitter.on('test', () => log.push(name));
    }
    await message;
    assert.deepEqual(log, ['frame', 'contents', 'ipcMain']);
  });

  it('141 its handler overrides that of ipcMain', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.mainFrame.ipc.handle('test', () => 'frame');
    ipcMain.handle('test', unwanted);
    assert.equal(await reported(), 'frame');
  });

  it('142 its handler overrides those of webContents.ipc and ipcMain', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.mainFrame.ipc.handle('test', () => 'frame');
    contents.ipc.handle('test', unwanted);
    ipcMain.handle('test', unwanted);
    assert.equal(await reported(), 'frame');
  });

  it('143 without a handler of its own, that of webContents.ipc answers', async (t) => {
    const { contents, reported } = startRenderer(t, invokes);
    contents.mainFrame.ipc.handle('other', unwanted);
    contents.ipc.handle('test', () => 'contents');
    ipcMain.handle('test', unwanted);
    assert.equal(await reported(), 'contents');
  });

  it('153 its handlers work without any reference to it', async () => {
    const child = await runInChild(
      async ({ report, startWorker, require }) => {
        const { ipcMain, webContents } = require('ipcmain');
        const worker = startWorker(({ ipcRenderer }) => {
          ipcRenderer.on('go', async () => {
            ipcRenderer.send('done', await ipcRenderer.invoke('test'));
          });
        });
        const id = (() => {
          const { id, mainFrame } = webContents.fromWorker(worker);
          mainFrame.ipc.handle('test', () => 'still here');
          return id;
        })();
        ipcMain.on('done', (_event, value) => {
          report(value);
          worker.terminate();
        });
        for (let turn = 0; turn < 10; turn++) {
          globalThis.gc();
          await new Promise(setImmediate);
        }
        webContents.fromId(id).send('go');
      },
      { execArgv: ['--expose-gc'] },
    );
    assert.deepEqual([child.code, child.reports], [0, ['still here']]);
  });
});

describe('the events of webContents', () => {
  it('127 "ipc-message" has the event, the channel and the arguments', async (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) =>
      ipcRenderer.send('test', 1, 'b', []),
    );
    const [event, ...args] = await nextMessage(contents, 'ipc-message');
    assert.equal(event.sender, contents);
    assert.deepEqual(args, ['test', 1, 'b', []]);
  });

  for (const [kind, run, name] of [
    ['send', sends, 'ipc-message'],
    ['sendSync', asks, 'ipc-message-sync'],
  ]) {
    it(`146 "${name}" comes first for a ${kind}, then the three emitters`, async (t) => {
      const log = [];
      const { contents } = startRenderer(t, run);
      const seenLast = nextMessage(ipcMain, 'test');
      for (const [where, emitter] of Object.entries(emittersOf(contents))) {
        emitter.on('test', (event) => log.push([where, event]));
      }
      for (const event of ['ipc-message', 'ipc-message-sync']) {
        contents.on(event, (message) => log.push([event, message]));
      }
      const [event] = await seenLast;
      event.returnValue = null;
      assert.deepEqual(
        log.map(([where]) => where),
        [name, 'frame', 'contents', 'ipcMain'],
      );
      for (const [, seen] of log) assert.equal(seen, event);
    });
  }

  it('148 an invoke reaches no listener', async (t) => {
    const log = [];
    const { contents, reported } = startRenderer(t, invokes);
    for (const [name, emitter] of Object.entries(emittersOf(contents))) {
      emitter.on('test', () => log.push(name));
    }
    for (const event of ['ipc-message', 'ipc-message-sync', 'test']) {
      contents.on(event, () => log.push(event));
    }
    ipcMain.handle('test', () => 'handled');
    assert.equal(await reported(), 'handled');
    assert.deepEqual(log, []);
  });

  it('149 a listener that throws keeps the message from those who come later', async () => {
    const child = await runInChild(({ report, startWorker, require }) => {
      const { ipcMain, webContents } = require('ipcmain');
      process.on('uncaughtException', (error) => report(error.message));
      const worker = startWorker(({ ipcRenderer }) => {
        ipcRenderer.send('test', 'first');
        ipcRenderer.send('test', 'second');
      });
      const contents = webContents.fromWorker(worker);
      contents.once('ipc-message', () => {
        throw new Error('thrown by a listener');
      });
      contents.mainFrame.ipc.on('test', (_event, value) => report(`frame ${value}`));
      contents.ipc.on('test', (_event, value) => report(`contents ${value}`));
      ipcMain.on('test', (_event, value) => report(`ipcMain ${value}`));
    });
    assert.equal(child.code, 0);
    assert.deepEqual(child.reports, [
      'thrown by a listener',
      'frame second',
      'contents second',
      'ipcMain second',
    ]);
  });
});

describe('app "web-contents-created"', () => {
  for (const claim of [true, false]) {
    const who = claim ? 'a renderer that main claims' : 'a renderer that main has not claimed';
    it(`154 a handler attached there gets the very first invoke of ${who}`, async (t) => {
      let created;
      app.once('web-contents-created', (event, contents) => {
        created = contents;
        contents.ipc.handle('test', ({ sender }) => sender.id);
      });
      const { reported, contents } = startRenderer(t, invokes, { claim });
      assert.equal(await reported(), created.id);
      if (claim) assert.equal(created, contents);
    });
  }
});
