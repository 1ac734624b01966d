// Contract 1 and 18, cases 17 to 30: the handlers of ipcMain, and listeners that fail.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { bareError, thrownBy } from './support/errors.cjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** That a channel has a handler already is what `run` throws. */
function throwsSecond(channel, run) {
  assert.deepEqual(
    thrownBy(run),
    bareError(`Attempted to register a second handler for '${channel}'`),
  );
}

/** Starts a renderer that invokes channels at once and reports how each call was settled. */
function startInvoker(t, ...channels) {
  return startRenderer(
    t,
    async ({ ipcRenderer, report, data }) => {
      const calls = data.map((channel) => ipcRenderer.invoke(channel));
      const settled = await Promise.allSettled(calls);
      report(settled.map(({ value, reason }) => reason?.message ?? value));
    },
    { data: channels },
  );
}

const noHandler = (channel) =>
  `Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`;

describe('handlers of ipcMain', () => {
  it('17 handle twice on one channel throws', () => {
    ipcMain.handle('test', () => {});
    throwsSecond('test', () => ipcMain.handle('test', () => {}));
    ipcMain.handle('other', () => {});
  });

  it('17 handle twice keeps the first handler (fault 79)', async (t) => {
    ipcMain.handle('test', () => 'first');
    throwsSecond('test', () => ipcMain.handle('test', () => 'second'));
    assert.deepEqual(await startInvoker(t, 'test').reported(), ['first']);
  });

  it('18 handle and handleOnce share the one place of a channel', () => {
    ipcMain.handleOnce('test', () => {});
    throwsSecond('test', () => ipcMain.handle('test', () => {}));
    throwsSecond('test', () => ipcMain.handleOnce('test', () => {}));
    ipcMain.removeHandler('test');
    ipcMain.handle('test', () => {});
    throwsSecond('test', () => ipcMain.handleOnce('test', () => {}));
  });

  it('19 handle wants a function', () => {
    for (const handler of [5, undefined, {}, null, 'f', true, 1n, Symbol('f')]) {
      assert.deepEqual(
        thrownBy(() => ipcMain.handle('test', handler)),
        bareError(
          `Expected handler to be a function, but found type '${typeof handler}'`,
          'TypeError',
        ),
      );
    }
    ipcMain.handle('test', () => {});
  });

  it('20 a taken channel is reported before a bad handler', () => {
    ipcMain.handle('test', () => {});
    throwsSecond('test', () => ipcMain.handle('test', 5));
  });

  it('21 handleOnce finds out late that there is no function', async (t) => {
    captureConsole(t, 'error');
    assert.equal(ipcMain.handleOnce('x', undefined), undefined);
    assert.deepEqual(await startInvoker(t, 'x', 'x').reported(), [
      "Error invoking remote method 'x': TypeError: fn is not a function",
      noHandler('x'),
    ]);
  });

  it('22 handle and handleOnce work detached', async (t) => {
    const { handle, handleOnce } = ipcMain;
    handle('x', () => 1);
    handleOnce('y', () => 2);
    assert.deepEqual(await startInvoker(t, 'x', 'y').reported(), [1, 2]);
    assert.ok(Object.hasOwn(ipcMain, 'handle'));
    assert.ok(Object.hasOwn(ipcMain, 'handleOnce'));
    assert.ok(!Object.hasOwn(ipcMain, 'removeHandler'));
  });

  it('23 removeHandler accepts any channel, and handle works afterwards', () => {
    for (const channel of ['unknown', undefined, null, 5, {}, Symbol('x')]) {
      assert.equal(ipcMain.removeHandler(channel), undefined);
    }
    ipcMain.handle('test', () => {});
    assert.equal(ipcMain.removeHandler('test'), undefined);
    assert.equal(
      ipcMain.handle('test', () => {}),
      undefined,
    );
  });

  it('24 a handler for a number is not reached by its digits', async (t) => {
    captureConsole(t, 'error');
    assert.equal(
      ipcMain.handle(1, () => 'number'),
      undefined,
    );
    throwsSecond('1', () => ipcMain.handle(1, () => {}));
    assert.deepEqual(await startInvoker(t, '1').reported(), [noHandler('1')]);
    ipcMain.handle('1', () => 'text');
    assert.deepEqual(await startInvoker(t, '1').reported(), ['text']);
  });

  it('24 channels of handlers are told apart as the keys of a Map are', () => {
    const channels = ['', '1', 1, NaN, 0, null, undefined, true, {}, {}, Symbol('x'), Symbol('x')];
    for (const channel of channels) ipcMain.handle(channel, () => {});
    assert.deepEqual([...ipcMain._invokeHandlers.keys()], channels);
    throwsSecond('0', () => ipcMain.handle(-0, () => {}));
    throwsSecond('NaN', () => ipcMain.handle(NaN, () => {}));
  });

  it('25 handleOnce answers one of two invokes (fault 78)', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handleOnce('x', async () => 'once');
    assert.deepEqual(await startInvoker(t, 'x', 'x').reported(), ['once', noHandler('x')]);
  });

  it('25 a handleOnce handler that throws is used up', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handleOnce('x', () => {
      throw new Error('used');
    });
    assert.deepEqual(await startInvoker(t, 'x', 'x').reported(), [
      "Error invoking remote method 'x': Error: used",
      noHandler('x'),
    ]);
  });

  it('26 a handleOnce handler may register itself again', async (t) => {
    captureConsole(t, 'error');
    let count = 0;
    const handler = () => {
      count++;
      if (count < 3) ipcMain.handleOnce('x', handler);
      return count;
    };
    ipcMain.handleOnce('x', handler);
    assert.deepEqual(await startInvoker(t, 'x', 'x', 'x', 'x').reported(), [
      1,
      2,
      3,
      noHandler('x'),
    ]);
  });

  it('27 removeHandler does not touch the call that the handler is answering (fault 77)', async (t) => {
    captureConsole(t, 'error');
    let answer;
    const started = new Promise((resolve) => {
      ipcMain.handle('x', () => {
        resolve();
        return new Promise((settle) => (answer = settle));
      });
    });
    ipcMain.handle('remove', () => ipcMain.removeHandler('x'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const pending = ipcRenderer.invoke('x');
      await ipcRenderer.invoke('remove');
      report(await ipcRenderer.invoke('x').catch(({ message }) => message));
      report(await pending);
    });
    await started;
    assert.equal(await renderer.reported(), noHandler('x'));
    answer('answered');
    assert.equal(await renderer.reported(), 'answered');
  });

  it('28 listeners do not answer invokes, and handlers do not see messages', async (t) => {
    captureConsole(t, 'error');
    const called = [];
    ipcMain.on('listened', () => called.push('listener'));
    ipcMain.handle('handled', () => called.push('handler'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      ipcRenderer.send('handled');
      report(await ipcRenderer.invoke('listened').catch(({ message }) => message));
      ipcRenderer.send('marker');
    });
    await nextMessage(ipcMain, 'marker');
    assert.equal(await renderer.reported(), noHandler('listened'));
    assert.deepEqual(called, []);
  });

  it('28 listeners and handlers of one channel live side by side', async (t) => {
    const seen = [];
    ipcMain.on('x', (_event, arg) => seen.push(arg));
    ipcMain.handle('x', (_event, arg) => arg + 1);
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      ipcRenderer.send('x', 1);
      report(await ipcRenderer.invoke('x', 2));
    });
    assert.equal(await renderer.reported(), 3);
    assert.deepEqual(seen, [1]);
    ipcMain.removeAllListeners('x');
    assert.ok(ipcMain._invokeHandlers.has('x'));
  });
});

describe('listeners of ipcMain that fail', () => {
  it('29 an async listener that rejects is an unhandled rejection', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      process.on('unhandledRejection', (error) => report(error.message));
      ipcMain.on('x', async () => {
        throw new Error('of the listener');
      });
      ipcMain.handle('marker', (_event, text) => report(text));
      startWorker(async ({ ipcRenderer }) => {
        ipcRenderer.send('x');
        await ipcRenderer.invoke('marker', 'the renderer goes on');
        await ipcRenderer.invoke('marker', 'and on');
      });
    });
    assert.deepEqual(reports, ['of the listener', 'the renderer goes on', 'and on']);
  });

  it('30 a listener that throws ends its message and no other', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      process.on('uncaughtException', (error, origin) => report([error.message, origin]));
      ipcMain.on('x', (_event, arg) => {
        report(`first ${arg}`);
        if (arg === 1) throw new Error('of the listener');
      });
      ipcMain.on('x', (_event, arg) => report(`second ${arg}`));
      startWorker(({ ipcRenderer }) => {
        ipcRenderer.send('x', 1);
        ipcRenderer.send('x', 2);
      });
    });
    assert.deepEqual(reports, [
      'first 1',
      ['of the listener', 'uncaughtException'],
      'first 2',
      'second 2',
    ]);
  });

  it('30 a throw in an earlier emitter keeps the message from the later ones', async () => {
    const reports = await reportsOf(({ report, require, startWorker }) => {
      const { ipcMain, webContents } = require('ipcmain');
      process.on('uncaughtException', (error) => report(error.message));
      ipcMain.on('x', (_event, arg) => report(`ipcMain ${arg}`));
      const worker = startWorker(({ ipcRenderer }) => {
        ipcRenderer.send('x', 1);
        ipcRenderer.send('x', 2);
      });
      webContents.fromWorker(worker).ipc.once('x', () => {
        throw new Error('of the contents');
      });
    });
    assert.deepEqual(reports, ['of the contents', 'ipcMain 2']);
  });

  it('30 without a listener for it, the uncaught exception ends the process', async () => {
    const { code, stderr } = await runInChild(({ require, startWorker }) => {
      require('ipcmain').ipcMain.on('x', () => {
        throw new Error('of the listener');
      });
      startWorker(({ ipcRenderer }) => ipcRenderer.send('x'));
    });
    assert.equal(code, 1);
    assert.match(stderr, /^Error: of the listener$/m);
  });
});
