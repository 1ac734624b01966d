// Contract 7.6, 7.8, 12 and 18, cases 93, 94, 116, 182, 183 and 287: the end of a renderer's contents.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, webContents } from 'ipcmain';
import { bareError } from './support/errors.cjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const destroyedError = { name: 'TypeError', message: 'Object has been destroyed' };

/** A renderer that listens and does nothing else. */
const stays = ({ ipcRenderer }) => {
  ipcRenderer.on('stay', () => {});
  ipcRenderer.send('here');
};

/** Resolves when a renderer that is started now has been heard: what was to come before, has come. */
async function marker(t) {
  const message = nextMessage(ipcMain, 'marker');
  startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('marker'));
  await message;
}

/** Handles one invoke and leaves it open; resolves when it has come. */
function neverAnswered(channel) {
  return new Promise((asked) => {
    ipcMain.handleOnce(channel, (event) => {
      asked();
      return new Promise((resolve) => kept.push(event, resolve));
    });
  });
}
/** Not collected, so that an answer is not missed for that reason. */
const kept = [];

/** A renderer that waits for the end of its contents and then tries everything. */
const triesEverything = async ({ ipcRenderer, report, require }) => {
  const { settled, thrownBy } = require('./errors.cjs');
  const errors = async (channel, value, transfer) => ({
    send: thrownBy(() => ipcRenderer.send(channel, value)),
    sendSync: thrownBy(() => ipcRenderer.sendSync(channel, value)),
    postMessage: thrownBy(() => ipcRenderer.postMessage(channel, value, transfer)),
    sendToHost: thrownBy(() => ipcRenderer.sendToHost(channel, value)),
    invoke: (await settled(ipcRenderer.invoke(channel, value))).error,
  });
  const fn = () => {};
  ipcRenderer.on('stay', () => {});
  report(await ipcRenderer.invoke('pending').catch(({ message, code }) => ({ message, code })));
  report(await errors('x', 1, [new MessageChannel().port1]));
  report(await errors('x', fn, null));
  report(await errors(5, 1));
  report(await errors(undefined, fn, null));
};

for (const method of ['close', 'destroy']) {
  describe(`a Worker that lives on after ${method}() of its contents`, () => {
    it('93, 94 every method says that the context was released, after a bad channel', async (t) => {
      const { contents, reported } = startRenderer(t, triesEverything);
      await neverAnswered('pending');
      contents[method]();

      assert.deepEqual(await reported(), {
        message:
          "ipcRenderer.invoke('pending') will not be answered: its main has destroyed this renderer or has ended",
        code: 'ERR_IPC_DESTROYED',
      });
      const expected = (one, other = one) =>
        Object.assign(
          { send: one, sendSync: one },
          { postMessage: other, sendToHost: other, invoke: one },
        );
      const released = bareError('IPC method called after context was released');
      assert.deepEqual(await reported(), expected(released));
      assert.deepEqual(await reported(), expected(released));
      for (const shown of ['', 'undefined']) {
        const failure = (index) =>
          bareError(
            `Error processing argument at index ${index}, conversion failure from ${shown}`,
            'TypeError',
          );
        assert.deepEqual(await reported(), expected(failure(1), failure(0)));
      }
    });
  });
}

describe('a Worker without contents', () => {
  it('law 3: its open invokes are rejected, which nobody has to handle', async (t) => {
    const { reported, ended } = startRenderer(t, async ({ ipcRenderer, report }) => {
      process.on('unhandledRejection', ({ message }) => report(['unhandled', message]));
      void ipcRenderer.invoke('fails');
      void ipcRenderer.invoke('pending');
      await ipcRenderer.invoke('pending').catch(({ code }) => report(code));
      // By now Node has told of what nobody handles.
      setImmediate(report, 'end');
    });
    t.mock.method(console, 'error', () => {});
    ipcMain.handle('fails', () => {
      throw new Error('on purpose');
    });
    let asked = 0;
    ipcMain.handle('pending', (event) => {
      if (++asked === 2) event.sender.close();
      return new Promise((resolve) => kept.push(event, resolve));
    });
    const unhandled = "Error invoking remote method 'fails': Error: on purpose";
    assert.deepEqual(await reported(), ['unhandled', unhandled]);
    assert.equal(await reported(), 'ERR_IPC_DESTROYED');
    assert.equal(await reported(), 'end');
    assert.equal(await ended, 0);
  });

  for (const change of ['on', 'off']) {
    it(`93 is not kept alive by its listeners, also when it uses ${change}() again`, async (t) => {
      const { contents, ended } = startRenderer(
        t,
        async ({ ipcRenderer, data: change }) => {
          const listener = () => {};
          ipcRenderer.on('stay', listener);
          ipcRenderer.on('x', listener);
          // Rejected when the renderer has learnt of its end.
          await ipcRenderer.invoke('pending').catch(() => {});
          ipcRenderer[change]('x', listener);
        },
        { data: change },
      );
      await neverAnswered('pending');
      contents.close();
      assert.equal(await ended, 0);
    });
  }

  it('93 neither is one that was closed before it had loaded', async (t) => {
    const { contents, ended } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('x', () => {});
      setImmediate(() => ipcRenderer.once('y', () => {}));
    });
    contents.close();
    assert.equal(await ended, 0);
  });
});

describe('the contents of a Worker', () => {
  it('116 a blocked sendSync returns null when its contents are destroyed', async (t) => {
    for (const method of ['close', 'destroy']) {
      const { contents, reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
        const { thrownBy } = require('./errors.cjs');
        report(ipcRenderer.sendSync('block'));
        report(thrownBy(() => ipcRenderer.sendSync('block')));
      });
      const [event] = await nextMessage(ipcMain, 'block');
      contents[method]();
      assert.equal(await reported(), null);
      assert.deepEqual(await reported(), bareError('IPC method called after context was released'));
      event.returnValue = 'too late';
    }
  });

  it('182 close() destroys them later and once; destroy() does no more', async (t) => {
    const { contents, worker } = startRenderer(t, stays);
    const { id, ipc } = contents;
    const seen = [];
    contents.on('render-view-deleted', (event, processHostId) => {
      seen.push(['render-view-deleted', event.constructor.name, processHostId]);
    });
    contents.on('destroyed', (...args) => {
      assert.equal(args.length, 1);
      assert.equal(contents.isDestroyed(), true);
      assert.equal(webContents.fromId(id), undefined);
      assert.equal(contents.id, id);
      assert.equal(contents.ipc, ipc);
      assert.throws(() => contents.send('x'), destroyedError);
      seen.push(['destroyed', args[0].constructor.name]);
    });
    contents.on('render-process-gone', () => seen.push('render-process-gone'));
    const destroyed = once(contents, 'destroyed');
    assert.equal(contents.close(), undefined);
    assert.equal(contents.isDestroyed(), false);
    assert.equal(contents.destroy(), undefined);
    contents.close();
    await destroyed;
    assert.equal(contents.destroy(), undefined);
    assert.throws(() => contents.close(), destroyedError);

    const exited = once(worker, 'exit');
    worker.terminate();
    await exited;
    await marker(t);
    assert.deepEqual(seen, [
      ['render-view-deleted', 'Event', id],
      ['destroyed', 'Event'],
    ]);
  });

  it('183 destroy() in a listener lets the dispatch go on', async (t) => {
    const seen = [];
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      ipcRenderer.send('x', 1);
    });
    contents.on('ipc-message', (event) => {
      seen.push('ipc-message');
      event.sender.destroy();
      event.sender.close();
    });
    for (const [name, { ipc }] of [
      ['mainFrame', contents.mainFrame],
      ['webContents', contents],
      ['ipcMain', { ipc: ipcMain }],
    ]) {
      ipc.on('x', (event, value) => seen.push([name, event.sender.isDestroyed(), value]));
    }
    await once(contents, 'destroyed');
    assert.deepEqual(seen, [
      'ipc-message',
      ['mainFrame', false, 1],
      ['webContents', false, 1],
      ['ipcMain', false, 1],
    ]);
  });

  it('183 destroy() in a handler is no crash, and the handler goes on', async (t) => {
    const { contents, worker } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      ipcRenderer.invoke('x').catch(() => {});
    });
    const handled = new Promise((resolve) => {
      ipcMain.handle('x', async ({ sender }) => {
        sender.destroy();
        await once(sender, 'destroyed');
        resolve(sender);
        return 1;
      });
    });
    assert.equal(await handled, contents);
    const exited = once(worker, 'exit');
    worker.terminate();
    await exited;
  });

  it('287 after it, event.reply and event.returnValue do nothing (fault 72)', async (t) => {
    const printed = captureConsole(t, 'error');
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      report(ipcRenderer.sendSync('x'));
    });
    const [event] = await nextMessage(ipcMain, 'x');
    const destroyed = once(contents, 'destroyed');
    event.sender.destroy();
    assert.equal(event.reply('x', 1), undefined);
    await destroyed;
    assert.equal(event.reply('x', 2), undefined);
    event.returnValue = 3;
    assert.equal(await reported(), null);
    assert.deepEqual(printed, []);
  });

  it('contract 12.4: what is under way when they are destroyed is dropped', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const { contents } = startRenderer(
      t,
      ({ ipcRenderer, data: flag }) => {
        ipcRenderer.on('stay', () => {});
        ipcRenderer.send('early');
        Atomics.wait(flag, 0, 0);
        ipcRenderer.send('late');
        Atomics.store(flag, 0, 2);
        Atomics.notify(flag, 0);
      },
      { data: flag },
    );
    const seen = [];
    ipcMain.on('late', () => seen.push('late'));
    await nextMessage(ipcMain, 'early');
    contents.once('render-view-deleted', () => {
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      assert.notEqual(Atomics.wait(flag, 0, 1, 10_000), 'timed-out');
    });
    const destroyed = once(contents, 'destroyed');
    contents.destroy();
    await destroyed;
    await marker(t);
    assert.deepEqual(seen, []);
  });
});
