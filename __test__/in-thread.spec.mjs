// Design 2: in a thread that has no parent main, ipcRenderer is a renderer in the same thread.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, ipcRenderer, webContents } from 'ipcmain';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';

const NEVER_SENT = { error: 'reply was never sent' };

afterEach(() => {
  clearMain();
  ipcRenderer.removeAllListeners();
});

describe('a renderer in the same thread', () => {
  it('design 2: send is delivered in a later task, after all ticks and microtasks of this one', async () => {
    const seen = [];
    ipcMain.on('x', (_event, arg) => seen.push(arg));
    const message = nextMessage(ipcMain, 'x');
    assert.equal(ipcRenderer.send('x', 'message'), undefined);
    seen.push('script');
    process.nextTick(() => seen.push('tick'));
    queueMicrotask(() => seen.push('microtask'));
    await message;
    assert.equal(seen.at(-1), 'message');
    assert.deepEqual(seen.toSorted(), ['message', 'microtask', 'script', 'tick']);
  });

  it('design 2: invoke calls the handler in a later task and resolves with its answer', async () => {
    let called = false;
    ipcMain.handle('x', async (_event, a, b) => {
      called = true;
      return a + b;
    });
    const promise = ipcRenderer.invoke('x', 1, 2);
    await Promise.resolve();
    assert.equal(called, false);
    assert.equal(await promise, 3);
  });

  it('design 2: 5,000 invokes that a sendSync has overtaken are answered in order', async () => {
    const handled = [];
    ipcMain.handle('number', (_event, number) => number);
    ipcMain.on('ask', (event) => (event.returnValue = handled.length));
    const answers = Array.from({ length: 5000 }, (_, number) =>
      ipcRenderer.invoke('number', number).then((answer) => handled.push(answer)),
    );
    assert.equal(ipcRenderer.sendSync('ask'), 0);
    await Promise.all(answers);
    assert.deepEqual(
      handled,
      Array.from({ length: 5000 }, (_, number) => number),
    );
  });

  it('contract 2.5: an invoke gives the promise of the language, whatever stands in its place', async () => {
    const { Promise: before } = globalThis;
    globalThis.Promise = class extends before {};
    try {
      ipcMain.handle('x', () => 1);
      const [answered, refused] = [ipcRenderer.invoke('x'), ipcRenderer.invoke(Symbol.iterator)];
      await before.allSettled([answered, refused]);
      for (const promise of [answered, refused]) {
        assert.equal(Object.getPrototypeOf(promise), before.prototype);
      }
    } finally {
      globalThis.Promise = before;
    }
  });

  it("design 2: a failed invoke rejects with Electron's texts", async (t) => {
    const printed = captureConsole(t, 'error');
    ipcMain.handle('fails', () => {
      throw new TypeError('boom');
    });
    await assert.rejects(ipcRenderer.invoke('fails'), {
      name: 'Error',
      message: "Error invoking remote method 'fails': TypeError: boom",
    });
    await assert.rejects(ipcRenderer.invoke('unknown'), {
      message: "Error invoking remote method 'unknown': Error: No handler registered for 'unknown'",
    });
    assert.equal(printed.length, 2);
  });

  it('design 2: sendSync is dispatched before it returns, also from within a listener (fault 18)', () => {
    ipcMain.on('inner', (event, arg) => (event.returnValue = `inner ${arg}`));
    ipcMain.on('outer', (event, arg) => {
      event.returnValue = `outer ${ipcRenderer.sendSync('inner', arg)}`;
    });
    assert.equal(ipcRenderer.sendSync('outer', 1), 'outer inner 1');
  });

  it('design 2: everything is cloned', async () => {
    const original = { list: [1], date: new Date(0), bytes: new Uint8Array([1, 2]) };
    const received = [];
    ipcMain.on('send', (_event, arg) => received.push(arg));
    ipcMain.on('sync', (event, arg) => {
      received.push(arg);
      event.returnValue = original;
    });
    ipcMain.handle('invoke', (_event, arg) => {
      received.push(arg);
      return original;
    });
    ipcRenderer.send('send', original);
    received.push(ipcRenderer.sendSync('sync', original));
    received.push(await ipcRenderer.invoke('invoke', original));
    webContents.getAllWebContents()[0].send('back', original);
    received.push((await nextMessage(ipcRenderer, 'back'))[1]);
    assert.equal(received.length, 6);
    for (const copy of received) {
      assert.deepEqual(copy, original);
      assert.notEqual(copy, original);
      assert.notEqual(copy.list, original.list);
      assert.notEqual(copy.bytes.buffer, original.bytes.buffer);
    }
  });

  it('design 2: what cannot be cloned is refused by all three', async () => {
    const refused = { name: 'Error', message: 'An object could not be cloned.' };
    const f = () => {};
    assert.throws(() => ipcRenderer.send('x', f), refused);
    assert.throws(() => ipcRenderer.sendSync('x', f), refused);
    await assert.rejects(ipcRenderer.invoke('x', f), refused);
  });

  it('law 2: send, sendSync and invoke arrive in the order of the calls', async () => {
    const seen = [];
    ipcMain.on('send', (_event, n) => seen.push(n));
    ipcMain.on('sync', (event, n) => {
      seen.push(n);
      event.returnValue = n;
    });
    ipcMain.handle('invoke', (_event, n) => {
      seen.push(n);
      return n;
    });
    const answers = [];
    const last = [];
    for (let n = 0; n < 300; n += 3) {
      ipcRenderer.send('send', n);
      last.push(ipcRenderer.invoke('invoke', n + 1));
      answers.push(ipcRenderer.sendSync('sync', n + 2));
      // What was sent before the sendSync has been dispatched before it.
      assert.equal(seen.length, n + 3);
    }
    ipcRenderer.send('send', 300);
    last.push(ipcRenderer.invoke('invoke', 301));
    assert.equal(seen.length, 300);
    const invoked = await Promise.all(last);
    assert.deepEqual(
      seen,
      Array.from({ length: 302 }, (_, n) => n),
    );
    assert.deepEqual(answers.slice(0, 2), [2, 5]);
    assert.deepEqual(invoked.slice(0, 2), [1, 4]);
  });

  it('law 2: what main sends arrives in order', async () => {
    const seen = [];
    ipcRenderer.on('n', (_event, n) => seen.push(n));
    const done = nextMessage(ipcRenderer, 'done');
    ipcMain.once('hello', (event) => {
      for (let n = 0; n < 50; n++) event.sender.send('n', n);
      event.reply('done');
    });
    ipcRenderer.send('hello');
    await done;
    assert.deepEqual(
      seen,
      Array.from({ length: 50 }, (_, n) => n),
    );
  });

  it("law 3: an unanswered sendSync returns { error: 'reply was never sent' } at once", () => {
    let event;
    ipcMain.on('x', (e) => (event = e));
    assert.deepEqual(ipcRenderer.sendSync('x'), NEVER_SENT);
    event.returnValue = 'too late';
    ipcMain.once('y', (e) => (e.returnValue = 'mine'));
    assert.equal(ipcRenderer.sendSync('y'), 'mine');
  });

  it('law 3: a listener that answers after an await is too late', async () => {
    const late = new Promise((resolve, reject) => {
      ipcMain.on('x', async (event) => {
        await Promise.resolve();
        try {
          resolve((event.returnValue = 1));
        } catch (error) {
          reject(error);
        }
      });
    });
    assert.deepEqual(ipcRenderer.sendSync('x'), NEVER_SENT);
    assert.equal(await late, 1);
  });

  it("law 3: a sendSync without listeners returns it too, with Electron's warning", (t) => {
    const printed = captureConsole(t, 'warn');
    assert.deepEqual(ipcRenderer.sendSync('nobody'), NEVER_SENT);
    const { id } = webContents.getAllWebContents()[0];
    assert.deepEqual(printed, [
      [`WebContents #${id} called ipcRenderer.sendSync() with 'nobody' channel without listeners.`],
    ]);
  });

  it('design 2: events have a WebContents as sender in main, and ipcRenderer in the renderer', async () => {
    const message = nextMessage(ipcMain, 'x');
    ipcRenderer.send('x', 1);
    const [event, arg] = await message;
    const { sender } = event;
    assert.equal(arg, 1);
    assert.equal(event.senderFrame, sender.mainFrame);
    assert.equal(event.processId, sender.mainFrame.processId);
    assert.equal(event.frameId, sender.mainFrame.routingId);
    assert.equal(webContents.fromId(sender.id), sender);
    assert.equal(sender.isDestroyed(), false);
    assert.deepEqual(webContents.getAllWebContents(), [sender]);

    const back = nextMessage(ipcRenderer, 'back');
    sender.send('back', 2);
    const [rendererEvent, value] = await back;
    assert.equal(value, 2);
    assert.equal(rendererEvent.sender, ipcRenderer);
    assert.deepEqual(rendererEvent.ports, []);
  });

  it('design 2: webContents.send and event.reply are delivered in a later task', async () => {
    const seen = [];
    ipcRenderer.on('back', (_event, n) => seen.push(n));
    ipcMain.on('x', (event) => {
      event.sender.send('back', 1);
      event.reply('back', 2);
      seen.push('listener');
      event.returnValue = null;
    });
    const done = nextMessage(ipcRenderer, 'done');
    ipcRenderer.sendSync('x');
    assert.deepEqual(seen, ['listener']);
    webContents.getAllWebContents()[0].send('done');
    await done;
    assert.deepEqual(seen, ['listener', 1, 2]);
  });
});
