// Design 2 and contract 12: windows whose renderers are processes, `webPreferences: { process: true }`.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { NOTHING, leftovers } from './support/cycles.mjs';
import { clearMain, never, nextMessage } from './support/main.mjs';

const windows = process.platform === 'win32' && 'Windows has no such signals';
const noProc = process.platform !== 'linux' && 'needs /proc';
/** What Linux shows of a descriptor that no other program inherits. */
const CLOEXEC = 0o2000000;

const index = fileURLToPath(new URL('../index.js', import.meta.url));
const serves = fileURLToPath(new URL('fixtures/window/serves.cjs', import.meta.url));

afterEach(clearMain);

async function openWindow(t, url = 'about:blank') {
  const win = new BrowserWindow({ webPreferences: { process: true, preload: serves } });
  t.after(() => win.destroy());
  await win.loadURL(url);
  return win;
}

function pinged(win, value) {
  const pong = nextMessage(ipcMain, 'pong');
  win.webContents.send('ping', value);
  return pong;
}

/** Whether there is such a process; one that has ended and was not waited for counts. */
const isThere = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a window in a process', () => {
  it('design 2: runs preload and page there, in a process of its own', async (t) => {
    const win = await openWindow(t, 'data:text/html,<script>window.shown = 1</script>');
    const { webContents: contents } = win;
    const pid = await contents.executeJavaScript('process.pid');
    assert.notEqual(pid, process.pid);
    assert.equal(contents.getOSProcessId(), pid);
    assert.equal(contents.mainFrame.osProcessId, pid);
    assert.equal(await contents.executeJavaScript('shown'), 1);
    const [event, value] = await pinged(win, { a: [1] });
    assert.equal(event.sender, contents);
    assert.deepEqual(value, { a: [1] });
    const [peer] = ipcMain.inspect().peers.filter(({ id }) => id === contents.id);
    assert.equal(peer.transport, 'process');
    assert.equal(contents.getLastWebPreferences().process, true);
  });

  it('design 2: takes a URL that is longer than a variable of the environment may be', async (t) => {
    const text = 'x'.repeat(300_000);
    const win = await openWindow(t, `data:text/html,<script>window.text = '${text}'</script>`);
    assert.equal(await win.webContents.executeJavaScript('text.length'), text.length);
  });

  it('design 2: what it prints is a console-message, in order with what it sends', async (t) => {
    const win = await openWindow(t);
    const seen = [];
    win.webContents.on('console-message', ({ level, message }) => seen.push([level, message]));
    ipcMain.on('mark', (_event, value) => seen.push(value));
    await win.webContents.executeJavaScript(`
      const { ipcRenderer } = process.mainModule.require(${JSON.stringify(index)});
      ipcRenderer.send('mark', 1);
      console.debug('said', 7);
      ipcRenderer.send('mark', 2);
    `);
    assert.deepEqual(seen, [1, ['debug', 'said 7'], 2]);
  });

  it(
    'contract 12.5: a crash says its signal or its exit code, and another process takes its place',
    { skip: windows },
    async (t) => {
      const win = await openWindow(t);
      const { webContents: contents } = win;
      for (const [end, details] of [
        ['process.kill(process.pid, "SIGSEGV")', { reason: 'crashed', exitCode: 11 }],
        ['process.exit(7)', { reason: 'abnormal-exit', exitCode: 7 }],
        ['process.exit(0)', { reason: 'clean-exit', exitCode: 0 }],
      ]) {
        const pid = contents.getOSProcessId();
        const gone = once(contents, 'render-process-gone');
        void contents.executeJavaScript(end);
        assert.deepEqual((await gone)[1], details);
        assert.equal(contents.isCrashed(), true);
        assert.equal(isThere(pid), false);
        const loaded = once(contents, 'did-finish-load');
        contents.reload();
        await loaded;
        assert.equal(contents.isCrashed(), false);
        assert.notEqual(contents.getOSProcessId(), pid);
        assert.equal((await pinged(win, pid))[1], pid);
      }
    },
  );

  it('contract 12.5: another load while it lives ends it, which is no crash', async (t) => {
    const win = await openWindow(t);
    const { webContents: contents } = win;
    contents.on('render-process-gone', (_event, { reason }) => assert.fail(reason));
    const processIds = new Set();
    const pids = new Set();
    for (let round = 0; round < 3; round++) {
      await win.loadURL('about:blank');
      const [{ processId }] = await pinged(win, round);
      processIds.add(processId);
      pids.add(contents.getOSProcessId());
    }
    assert.deepEqual([processIds.size, pids.size], [3, 3]);
    assert.equal(ipcMain.inspect().peers.filter(({ id }) => id === contents.id).length, 1);
  });

  it('contract 12.5: what cannot be started is gone, and the load fails', async (t) => {
    const win = await openWindow(t);
    const { execPath } = process;
    t.after(() => (process.execPath = execPath));
    process.execPath = '/nowhere/at/all';
    const gone = once(win.webContents, 'render-process-gone');
    const loaded = win.loadURL('about:blank');
    await assert.rejects(loaded, { code: 'ERR_FAILED' });
    assert.equal((await gone)[1].reason, 'launch-failed');
    process.execPath = execPath;
    await win.loadURL('about:blank');
    assert.equal((await pinged(win, 1))[1], 1);
  });

  it('284 open requests of a page that is replaced leave nothing behind', async (t) => {
    const win = await openWindow(t);
    ipcMain.handle('never', () => never);
    const asked = () => ipcMain.inspect().pendingRequests;
    win.webContents.send('ask', 'never');
    await pinged(win, 1);
    assert.equal(asked(), 1);
    await win.loadURL('about:blank');
    assert.equal(asked(), 0);
    const ended = once(win.webContents, 'destroyed');
    win.destroy();
    await ended;
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('284 a page that dies in a sendSync leaves no request behind, and is not forgotten for that', async (t) => {
    const win = await openWindow(t);
    const asked = new Promise((resolve) => ipcMain.once('never', resolve));
    void win.webContents.executeJavaScript(
      `process.mainModule.require(${JSON.stringify(index)}).ipcRenderer.sendSync('never')`,
    );
    // Kept, so that the collector does not answer.
    const event = await asked;
    assert.equal(ipcMain.inspect().pendingRequests, 1);
    const gone = once(win.webContents, 'render-process-gone');
    process.kill(win.webContents.getOSProcessId(), 'SIGKILL');
    await gone;
    assert.equal(ipcMain.inspect().pendingRequests, 0);
    assert.equal(event.type, 'frame');
  });

  it('fault 129 closed or destroyed, it leaves no process, and main can end', async () => {
    const { code, signal, reports } = await runInChild(async ({ require, report }) => {
      const { BrowserWindow } = require('ipcmain');
      for (const method of ['close', 'destroy']) {
        const win = new BrowserWindow({ webPreferences: { process: true } });
        await win.loadURL('about:blank');
        // Nothing in it lets it end by itself.
        void win.webContents.executeJavaScript('for (;;);');
        report(win.webContents.getOSProcessId());
        win[method]();
      }
    });
    assert.deepEqual([code, signal, reports.length], [0, null, 2]);
    for (const pid of reports) assert.equal(isThere(pid), false, String(pid));
  });

  it('fault 124 it passes on no descriptor of the page or of main', { skip: noProc }, async (t) => {
    const win = await openWindow(t);
    const isPassedOn = (pid) => (fd) => {
      try {
        const info = readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8');
        return (Number.parseInt(/flags:\s*(\d+)/.exec(info)[1], 8) & CLOEXEC) === 0;
      } catch {
        // That of the folder that was read is closed again.
        return false;
      }
    };
    const passedOn = (pid) => readdirSync(`/proc/${pid}/fd`).filter(isPassedOn(pid));
    // What whoever has started the tests has left open is main's to pass on.
    const own = new Set(['0', '1', '2', ...passedOn(process.pid)]);
    const pid = win.webContents.getOSProcessId();
    assert.deepEqual(
      passedOn(pid).filter((fd) => !own.has(fd)),
      [],
    );
  });
});
