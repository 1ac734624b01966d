// Host 1.4, contract 12.5 and 18, case 188: errors in the renderer of a window, crashes, and what comes after.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { BrowserWindow, KILLED } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const serves = fileURLToPath(new URL('fixtures/window/serves.cjs', import.meta.url));
const DISPOSED = 'Render frame was disposed before WebFrameMain could be accessed';

/** A window whose renderer answers; it is destroyed with the test. */
async function servingWindow(t) {
  const win = new BrowserWindow({ show: false, webPreferences: { preload: serves } });
  t.after(() => win.destroy());
  await win.loadURL('about:blank');
  return win;
}

/** Ends the renderer of a window in one of the ways; resolves with what 'render-process-gone' says. */
async function crash({ webContents: contents }, exitCode) {
  const gone = once(contents, 'render-process-gone');
  if (exitCode === undefined) contents.forcefullyCrashRenderer();
  else contents.send('exit', exitCode);
  const [event, details] = await gone;
  assert.equal(event.constructor.name, 'Event');
  return details;
}

/** Sends a value to a window that serves; resolves with the event and the value that come back. */
function pinged(win, value) {
  const pong = nextMessage(ipcMain, 'pong');
  win.webContents.send('ping', value);
  return pong;
}

describe('an error in a renderer', () => {
  it('host 1.4: of a window is printed and does not end it', async () => {
    const child = await runInChild(
      async ({ require, report, data }) => {
        const { app, BrowserWindow, ipcMain } = require('ipcmain');
        const texts = ['in a listener', 'in a timer', 'as a rejection', 'of a promise'];
        const { write } = process.stderr;
        let all = '';
        const printed = new Promise((resolve) => {
          process.stderr.write = function (chunk, ...rest) {
            all += chunk;
            if (texts.every((text) => all.includes(text))) resolve();
            return write.call(this, chunk, ...rest);
          };
        });
        await app.whenReady();
        const win = new BrowserWindow({ webPreferences: { preload: data } });
        win.webContents.on('render-process-gone', (_event, details) => report(details));
        await win.loadURL('about:blank');
        win.webContents.send('throw');
        win.webContents.executeJavaScript(`
          setTimeout(() => { throw new TypeError('thrown in a timer'); });
          Promise.reject(new RangeError('thrown as a rejection'));
          new Promise(() => { throw 'of a promise'; });
          0;
        `);
        await printed;
        ipcMain.once('pong', (_event, value) => {
          report(value);
          win.close();
        });
        win.webContents.send('ping', 'still here');
      },
      { data: serves },
    );
    assert.deepEqual(child.reports, ['still here']);
    assert.deepEqual([child.code, child.signal], [0, null]);
    for (const text of [
      'Error: thrown in a listener\n',
      'TypeError: thrown in a timer\n',
      'RangeError: thrown as a rejection\n',
    ]) {
      assert.equal(child.stderr.split(text).length, 2, child.stderr);
    }
  });

  it("host 1.4: of a plain Worker keeps Node's rule", async () => {
    const child = await runInChild(({ require, report, startWorker }) => {
      const { webContents } = require('ipcmain');
      const run = ({ ipcRenderer, data }) => {
        ipcRenderer.on('stay', () => {});
        if (data === 'exception') throw new Error('exception');
        void Promise.reject(new Error('rejection'));
      };
      for (const kind of ['exception', 'rejection']) {
        const worker = startWorker(run, kind);
        const contents = webContents.fromWorker(worker);
        const seen = [];
        contents.on('render-process-gone', (_event, details) => seen.push(details));
        worker.on('error', ({ message }) => seen.push(message));
        contents.on('destroyed', () => report([kind, seen]));
      }
    });
    assert.deepEqual([child.code, child.signal, child.stderr], [0, null, '']);
    assert.deepEqual(
      child.reports.toSorted(),
      ['exception', 'rejection'].map((kind) => [kind, [kind, { reason: 'crashed', exitCode: 1 }]]),
    );
  });
});

describe('a crash', () => {
  for (const [way, exitCode, details] of [
    ['forcefullyCrashRenderer()', undefined, KILLED],
    ['process.exit(3)', 3, { reason: 'abnormal-exit', exitCode: 3 }],
    ['process.exit(0)', 0, { reason: 'clean-exit', exitCode: 0 }],
  ]) {
    it(`187 by ${way} leaves window and contents`, async (t) => {
      const printed = captureConsole(t, 'error');
      const win = await servingWindow(t);
      const { webContents: contents } = win;
      const { mainFrame } = contents;
      contents.on('destroyed', () => assert.fail('it can be loaded again'));
      assert.deepEqual(await crash(win, exitCode), details);
      assert.equal(contents.isCrashed(), true);
      assert.equal(contents.isDestroyed(), false);
      assert.equal(win.isDestroyed(), false);
      assert.equal(BrowserWindow.fromWebContents(contents), win);
      assert.equal(contents.mainFrame, mainFrame);
      assert.equal(mainFrame.isDestroyed(), true);
      assert.equal(contents.send('ping', 'lost'), undefined);
      assert.deepEqual(
        printed.map(([text, error]) => [text, error.message]),
        [['Error sending from webFrameMain: ', DISPOSED]],
      );
      assert.throws(() => contents.postMessage('ping', 'lost'), {
        name: 'Error',
        message: DISPOSED,
      });
      assert.throws(() => mainFrame.url, { name: 'Error', message: DISPOSED });

      await win.loadURL('about:blank');
      assert.equal(contents.isCrashed(), false);
      assert.equal(mainFrame.isDestroyed(), false);
      assert.equal((await pinged(win, 'found'))[1], 'found');
      contents.removeAllListeners('destroyed');
    });
  }

  it('188 and reload() keep the registrations of webContents.ipc and mainFrame.ipc', async (t) => {
    const win = await servingWindow(t);
    const { webContents: contents } = win;
    const { mainFrame } = contents;
    const { ipc } = mainFrame;
    const seen = [];
    contents.ipc.on('pong', () => seen.push('webContents'));
    ipc.on('pong', () => seen.push('mainFrame'));
    contents.ipc.handle('of webContents', (_event, value) => value + 1);
    ipc.handle('of mainFrame', (_event, value) => value + 2);
    const answered = (...args) => {
      const answer = nextMessage(ipcMain, 'answer');
      contents.send('ask', ...args);
      return answer;
    };
    const check = async () => {
      seen.length = 0;
      const [event] = await pinged(win, 1);
      assert.equal(event.sender, contents);
      assert.equal(event.senderFrame, mainFrame);
      assert.equal(mainFrame.ipc, ipc);
      assert.deepEqual(seen, ['mainFrame', 'webContents']);
      assert.equal((await answered('of webContents', 1))[1], 2);
      assert.equal((await answered('of mainFrame', 1))[1], 3);
    };
    await check();
    await crash(win);
    const reloaded = once(contents, 'did-finish-load');
    assert.equal(contents.reload(), undefined);
    await reloaded;
    assert.equal(contents.getURL(), 'about:blank');
    await check();
    // Without a crash as well, and with another URL.
    contents.reload();
    await once(contents, 'did-stop-loading');
    await check();
    await win.loadURL('data:text/html,');
    assert.equal(contents.getURL(), 'data:text/html,');
    await check();
  });

  it('187 the crashed contents still say what they showed', async (t) => {
    const win = await servingWindow(t);
    const { webContents: contents } = win;
    await crash(win);
    assert.equal(contents.getURL(), 'about:blank');
    assert.equal(contents.getProcessId(), contents.id);
    assert.equal(contents.getOwnerBrowserWindow(), win);
    assert.equal(contents.isLoading(), false);
  });

  it("188 reload() can be called in the listener of 'render-process-gone'", async (t) => {
    const win = await servingWindow(t);
    const reloaded = once(win.webContents, 'did-finish-load');
    win.webContents.once('render-process-gone', () => win.webContents.reload());
    await crash(win);
    await reloaded;
    assert.equal((await pinged(win, 1))[1], 1);
  });

  it('188 loading anew is no crash, and ends the renderer that was there', async (t) => {
    const win = await servingWindow(t);
    win.webContents.on('render-process-gone', (_event, details) => assert.fail(details.reason));
    await win.webContents.executeJavaScript('globalThis.old = true');
    for (let round = 0; round < 3; round++) {
      await win.loadURL('about:blank');
      assert.equal(await win.webContents.executeJavaScript('typeof old'), 'undefined');
    }
  });

  it('188 a crash while it loads rejects the loading, and the next one works', async (t) => {
    const win = await servingWindow(t);
    const loaded = win.loadURL('data:text/javascript,await new Promise(() => {})');
    const started = nextMessage(ipcMain, 'pong');
    win.webContents.send('ping', 1);
    await started;
    win.webContents.forcefullyCrashRenderer();
    await assert.rejects(loaded, { code: 'ERR_FAILED', errno: -2 });
    await win.loadURL('about:blank');
    assert.equal((await pinged(win, 2))[1], 2);
  });

  it('host 2: loading while it loads rejects the earlier with ERR_ABORTED', async (t) => {
    const win = await servingWindow(t);
    const outcomes = [];
    const url = 'data:text/javascript,await new Promise(() => {})';
    win.loadURL(url).then(
      () => outcomes.push('loaded'),
      (error) => outcomes.push([error.code, error.errno]),
    );
    await win.loadURL('data:text/html,');
    assert.deepEqual(outcomes, [['ERR_ABORTED', -3]]);
    assert.equal(win.webContents.getURL(), 'data:text/html,');
    assert.equal(win.webContents.isLoading(), false);
    assert.equal((await pinged(win, 2))[1], 2);
  });

  it('host 2: destroying the window while it loads rejects with ERR_FAILED', async (t) => {
    const win = await servingWindow(t);
    const loaded = win.loadURL('data:text/javascript,await new Promise(() => {})');
    win.destroy();
    await assert.rejects(loaded, { code: 'ERR_FAILED', errno: -2 });
  });

  it('host 2: a failed loading that nobody waits for is no unhandled rejection', async () => {
    const child = await runInChild(async ({ require, report }) => {
      const { once } = require('node:events');
      const { app, BrowserWindow } = require('ipcmain');
      process.on('unhandledRejection', ({ code }) => report(['unhandled', code]));
      await app.whenReady();
      const win = new BrowserWindow();
      const failed = once(win.webContents, 'did-fail-load');
      win.loadURL('file:///does/not/exist.html');
      report((await failed)[2]);
      win.loadFile('/does/not/exist.html');
      setImmediate(() => win.destroy());
    });
    assert.deepEqual([child.code, child.signal, child.stderr], [0, null, '']);
    assert.deepEqual(child.reports, ['ERR_FILE_NOT_FOUND']);
  });
});
