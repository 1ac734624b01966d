// Contract 3.2 to 3.4, 12.5, 13.6 and 18, cases 178, 185, 186, 188 and 189: the pages that a window shows, one
// after the other.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain, webContents, webFrameMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { inProcesses } from './support/renderer-process.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const serves = fileURLToPath(new URL('fixtures/window/serves.cjs', import.meta.url));
const says = fileURLToPath(new URL('fixtures/window/preload.cjs', import.meta.url));
const warned =
  'Frame property was accessed after it navigated or was destroyed. ' +
  'Avoid asynchronous tasks prior to indexing.';

/** A window that shows `about:blank` and is destroyed with the test. */
async function openWindow(t, preload) {
  const win = new BrowserWindow({ show: false, webPreferences: { preload } });
  t.after(() => win.destroy());
  await win.loadURL('about:blank');
  return win;
}

/** Sends a value to a window that serves; resolves with the event and the value that come back. */
function pinged(win, value) {
  const pong = nextMessage(ipcMain, 'pong');
  win.webContents.send('ping', value);
  return pong;
}

async function crash({ webContents: contents }) {
  const gone = once(contents, 'render-process-gone');
  contents.forcefullyCrashRenderer();
  await gone;
}

/** Asserts that a late reading of the frame gives null and warns. */
async function assertGone(event) {
  const warning = once(process, 'warning');
  assert.equal(event.senderFrame, null);
  const [{ name, message }] = await warning;
  assert.deepEqual([name, message], ['electron', warned]);
}

describe('the URL of a window', () => {
  for (const [what, url] of [
    ['an unknown scheme', 'https://trusted.example/'],
    ['a missing file', 'file:///does/not/exist.html'],
    ['what is no URL', 'no URL'],
  ]) {
    it(`contract 13.8: stays that of the page that goes on when ${what} fails to load`, async (t) => {
      const win = await openWindow(t, serves);
      const { webContents: contents } = win;
      const { mainFrame } = contents;
      const before = [mainFrame.processId, mainFrame.frameToken];
      contents.once('did-start-navigation', () => assert.equal(contents.getURL(), 'about:blank'));
      await assert.rejects(win.loadURL(url));
      assert.equal(contents.getURL(), 'about:blank');
      const [event, value] = await pinged(win, 'same page');
      assert.equal(value, 'same page');
      assert.equal(event.senderFrame, mainFrame);
      assert.deepEqual([mainFrame.url, mainFrame.origin], ['about:blank', 'null']);
      assert.deepEqual([mainFrame.processId, mainFrame.frameToken], before);
      assert.equal(event.processId, before[0]);
    });
  }

  it('contract 13.8: becomes that of the next page when that has come', async (t) => {
    const win = await openWindow(t, serves);
    const { webContents: contents } = win;
    const loaded = win.loadURL('data:text/html,');
    assert.equal(contents.getURL(), 'about:blank');
    assert.equal(contents.mainFrame.url, 'about:blank');
    const [event] = await pinged(win, 1);
    assert.equal(event.senderFrame.url, 'data:text/html,');
    await loaded;
    assert.equal(contents.getURL(), 'data:text/html,');
  });

  it('contract 13.8: a crashed page that fails to load anew stays crashed', async (t) => {
    const win = await openWindow(t, serves);
    await crash(win);
    await assert.rejects(win.loadURL('file:///does/not/exist.html'));
    assert.equal(win.webContents.isCrashed(), true);
    assert.equal(win.webContents.isLoading(), false);
    win.reload();
    await once(win.webContents, 'did-finish-load');
    assert.equal(win.webContents.isCrashed(), false);
    assert.equal(win.webContents.getURL(), 'about:blank');
  });
});

describe('what belongs to an earlier page', () => {
  it('186 a message of a crashed page finds no frame, also when another page has come (fault 85)', async (t) => {
    const printed = captureConsole(t, 'error');
    const win = await openWindow(t, serves);
    const { webContents: contents } = win;
    const { mainFrame } = contents;
    const { processId, routingId, frameToken } = mainFrame;
    const [event] = await pinged(win, 1);
    assert.equal(event.senderFrame, mainFrame);

    await crash(win);
    await assertGone(event);
    assert.equal(event.reply('ping', 'while it is crashed'), undefined);
    assert.equal(webFrameMain.fromId(processId, routingId), undefined);

    await win.loadURL('about:blank');
    const values = [];
    ipcMain.on('pong', (_event, value) => values.push(value));
    await assertGone(event);
    assert.equal(event.reply('ping', 'for the page before'), undefined);
    assert.equal(contents.sendToFrame([processId, routingId], 'ping', 'for it as well'), false);
    const [later] = await pinged(win, 'for this page');
    assert.deepEqual(values, ['for this page']);
    assert.ok(printed.every(([text]) => text.includes(warned)));

    assert.equal(later.sender, contents);
    assert.equal(later.senderFrame, mainFrame);
    assert.notEqual(later.processId, processId);
    assert.equal(later.processId, contents.getProcessId());
    assert.equal(later.processId, mainFrame.processId);
    assert.equal(later.frameTreeNodeId, event.frameTreeNodeId);
    assert.notEqual(mainFrame.frameToken, frameToken);
    assert.equal(webFrameMain.fromId(processId, routingId), undefined);
    assert.equal(webFrameMain.fromFrameToken(processId, frameToken), null);
    assert.equal(webFrameMain.fromId(later.processId, routingId), mainFrame);
    later.reply('ping', 'as ever');
    assert.equal((await nextMessage(ipcMain, 'pong'))[1], 'as ever');
  });

  it('186 a message that a replaced page had sent before arrives as its own (fault 85)', async (t) => {
    const win = await openWindow(t, says);
    const { webContents: contents } = win;
    const { processId } = contents.mainFrame;
    const second = new Promise((resolve) => {
      ipcMain.on('said', (event, value) => {
        if (value === 'first') {
          // Until the page has sent the second as well.
          while (ipcMain.inspect().queued.messages === 0);
          win.loadURL('data:text/html,');
        } else if (value === 'second') {
          resolve([event, event.processId, contents.getURL()]);
        }
      });
    });
    void contents.executeJavaScript('api.say("first"); api.say("second")');
    const [event, ...seen] = await second;
    assert.deepEqual(seen, [processId, 'about:blank']);
    await assertGone(event);
    assert.equal(event.reply('x'), undefined);
    await once(contents, 'did-finish-load');
    assert.notEqual(contents.getProcessId(), processId);
  });

  it('189 the frame, its handlers and those of the contents are there for a page of another origin', async (t) => {
    const win = await openWindow(t, serves);
    const { webContents: contents } = win;
    const { mainFrame } = contents;
    contents.ipc.handle('of webContents', () => contents.mainFrame.origin);
    mainFrame.ipc.handle('of mainFrame', () => mainFrame.url);
    const answer = async (channel) => {
      const answered = nextMessage(ipcMain, 'answer');
      contents.send('ask', channel);
      return (await answered)[1];
    };
    assert.equal(await answer('of webContents'), 'null');
    const { href } = new URL('fixtures/window/page-empty.mjs', import.meta.url);
    await win.loadURL(href);
    assert.equal(contents.mainFrame, mainFrame);
    assert.equal(await answer('of webContents'), 'file://');
    assert.equal(await answer('of mainFrame'), href);
  });

  it("host 2: 'render-view-deleted' says for each renderer that it is gone", async (t) => {
    const win = await openWindow(t, serves);
    const { webContents: contents } = win;
    const [expected, seen] = [[], []];
    contents.on('render-view-deleted', (_event, processId) => {
      assert.equal(webContents.fromId(contents.id), contents);
      assert.ok(webContents.getAllWebContents().includes(contents));
      seen.push(processId);
    });
    for (const url of ['about:blank', 'data:text/html,']) {
      expected.push(contents.getProcessId());
      await win.loadURL(url);
      assert.deepEqual(seen, expected);
    }
    expected.push(contents.getProcessId());
    const destroyed = once(contents, 'destroyed');
    win.destroy();
    await destroyed;
    assert.deepEqual(seen, expected);
    assert.equal(new Set(seen).size, 3);
  });

  it('178 fromFrame gives nothing for a crashed frame, and the contents for it when it is back', async (t) => {
    const win = await openWindow(t, serves);
    const { webContents: contents } = win;
    const { mainFrame } = contents;
    assert.equal(webContents.fromFrame(mainFrame), contents);
    assert.equal(mainFrame.detached, false);
    await crash(win);
    assert.equal(webContents.fromFrame(mainFrame), undefined);
    assert.equal(mainFrame.detached, true);
    assert.equal(webContents.fromId(contents.id), contents);
    await win.loadURL('about:blank');
    assert.equal(webContents.fromFrame(mainFrame), contents);
    assert.equal(mainFrame.detached, false);
  });

  it('contract 12.5, 13.6: executeJavaScript while crashed is printed and stays pending', async (t) => {
    const printed = captureConsole(t, 'error');
    const win = await openWindow(t, serves);
    await crash(win);
    const outcomes = [];
    const note = (outcome) => outcomes.push(outcome);
    win.webContents.executeJavaScript('1').then(note, note);
    await assert.rejects(win.webContents.mainFrame.executeJavaScript('1'), /disposed/);
    await win.loadURL('about:blank');
    assert.equal(await win.webContents.executeJavaScript('2'), 2);
    assert.deepEqual(outcomes, []);
    assert.deepEqual(
      printed.map(([text]) => text),
      ['Error sending from webFrameMain: '],
    );
  });
});

describe('a load right after a crash', () => {
  it(
    '188 is not declared crashed',
    { skip: inProcesses && 'it waits for the Worker' },
    async (t) => {
      const win = new BrowserWindow({ show: false, webPreferences: { preload: serves } });
      t.after(() => win.destroy());
      const started = once(process, 'worker');
      const first = win.loadURL('about:blank');
      const [worker] = await started;
      await first;
      win.webContents.on('render-process-gone', () => assert.fail('nobody has waited for that'));
      // The moment at which main knows that the thread has ended, and has not told so yet.
      const loaded = new Promise((resolve) => {
        worker.once('exit', () => resolve(win.loadURL('data:text/html,')));
      });
      win.webContents.forcefullyCrashRenderer();
      await loaded;
      assert.equal((await pinged(win, 'lives'))[1], 'lives');
      assert.equal(win.webContents.isCrashed(), false);
    },
  );
});

describe('the calls of a page that is gone', () => {
  it('contract 13.6: are not kept until the window ends', async () => {
    const reports = await reportsOf(
      async ({ require, report }) => {
        const { app, BrowserWindow } = require('ipcmain');
        await app.whenReady();
        const win = new BrowserWindow();
        await win.loadURL('about:blank');
        let left = 6;
        const registry = new FinalizationRegistry(() => left--);
        // In a function of its own: that of a loop may keep a promise on its stack.
        const showAndLeave = async () => {
          registry.register(win.webContents.executeJavaScript('new Promise(() => {})'));
          await win.webContents.executeJavaScript('0');
          registry.register(win.loadURL('data:text/javascript,await new Promise(() => {})'));
          await win.loadURL('about:blank');
        };
        for (let page = 0; page < 3; page++) await showAndLeave();
        while (left > 0) {
          globalThis.gc();
          await new Promise(setImmediate);
        }
        report([win.isDestroyed(), left]);
        registry.unregister(win);
        win.destroy();
      },
      { execArgv: ['--expose-gc'] },
    );
    assert.deepEqual(reports, [[false, 0]]);
  });
});
