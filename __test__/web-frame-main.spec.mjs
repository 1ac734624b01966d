// Contract 12.6, 13.4 and 18, cases 178 to 181 and 185: a renderer's frame.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { app, ipcMain, MessageChannelMain, webContents, webFrameMain } from 'ipcmain';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { inProcesses } from './support/renderer-process.mjs';
import { startRenderer } from './support/renderer.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const disposed = {
  name: 'Error',
  message: 'Render frame was disposed before WebFrameMain could be accessed',
};

/** What throws when the frame is disposed (contract 12.6). */
const getters = ['url', 'origin', 'name', 'frameToken', 'osProcessId', 'processId'].concat([
  'routingId',
  'visibilityState',
  'top',
  'parent',
  'frames',
  'framesInSubtree',
]);

/** A renderer that listens, once it has been heard. */
async function startedRenderer(t) {
  const message = nextMessage(ipcMain, 'here');
  const renderer = startRenderer(t, ({ ipcRenderer }) => {
    ipcRenderer.on('stay', () => {});
    ipcRenderer.send('here');
  });
  const [event] = await message;
  return { ...renderer, event };
}

/** Ends a renderer in one of the ways and waits until main knows. */
async function end({ contents, worker }, way) {
  const destroyed = once(contents, 'destroyed');
  if (way === 'terminate') worker.terminate();
  else contents[way]();
  await destroyed;
}

describe('finding a frame', () => {
  it('178 webContents.fromFrame gives the contents while they live', async (t) => {
    const renderer = await startedRenderer(t);
    const { contents } = renderer;
    const { mainFrame } = contents;
    assert.equal(webContents.fromFrame(mainFrame), contents);
    assert.equal(webContents.fromFrame(renderer.event.senderFrame), contents);
    await end(renderer, 'terminate');
    assert.equal(webContents.fromFrame(mainFrame), undefined);
  });

  it('178 it refuses what is not a frame', (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => void ipcRenderer.on('x', () => {}));
    const refused = (call, message) => assert.throws(call, { name: 'TypeError', message });
    const failure = (shown) =>
      `Error processing argument at index 0, conversion failure from ${shown}`;
    refused(() => webContents.fromFrame({}), failure(''));
    refused(() => webContents.fromFrame(contents), failure(''));
    refused(() => webContents.fromFrame(1), failure(''));
    refused(() => webContents.fromFrame(null), failure('null'));
    refused(() => webContents.fromFrame(undefined), failure('undefined'));
    refused(() => webContents.fromFrame(), 'Insufficient number of arguments.');
  });

  it('181 webFrameMain finds it by its numbers and by its token, and nothing else', async (t) => {
    const renderer = await startedRenderer(t);
    const { mainFrame } = renderer.contents;
    const { processId, routingId, frameToken } = mainFrame;
    assert.equal(webFrameMain.fromId(processId, routingId), mainFrame);
    assert.equal(webFrameMain.fromFrameToken(processId, frameToken), mainFrame);
    assert.equal(webFrameMain.fromId(0, 0), undefined);
    assert.equal(webFrameMain.fromId(processId, routingId + 1), undefined);
    assert.equal(webFrameMain.fromId(processId + 1000, routingId), undefined);
    assert.equal(webFrameMain.fromFrameToken(0, ''), null);
    assert.equal(webFrameMain.fromFrameToken(processId, ''), null);
    assert.equal(webFrameMain.fromFrameToken(processId + 1000, frameToken), null);
    await end(renderer, 'destroy');
    assert.equal(webFrameMain.fromId(processId, routingId), undefined);
    assert.equal(webFrameMain.fromFrameToken(processId, frameToken), null);
  });

  it('181 webFrameMain gives nothing for a renderer that has crashed', async (t) => {
    const win = new BrowserWindow({ show: false });
    t.after(() => win.destroy());
    await win.loadURL('about:blank');
    const { processId, routingId, frameToken } = win.webContents.mainFrame;
    const gone = once(win.webContents, 'render-process-gone');
    win.webContents.forcefullyCrashRenderer();
    await gone;
    assert.doesNotThrow(() => webFrameMain.fromId(processId, routingId));
    assert.equal(webFrameMain.fromFrameToken(processId, frameToken), null);
  });

  it('181 webFrameMain refuses other types', () => {
    const refused = (call, message) => assert.throws(call, { name: 'TypeError', message });
    const failure = (index, shown) =>
      `Error processing argument at index ${index}, conversion failure from ${shown}`;
    const missing = 'Insufficient number of arguments.';
    refused(() => webFrameMain.fromId(), missing);
    refused(() => webFrameMain.fromId(1), missing);
    refused(() => webFrameMain.fromId('1', 1), failure(0, ''));
    refused(() => webFrameMain.fromId(1, null), failure(1, 'null'));
    refused(() => webFrameMain.fromId(1.5, 1), failure(0, ''));
    refused(() => webFrameMain.fromFrameToken(), missing);
    refused(() => webFrameMain.fromFrameToken(1), missing);
    refused(() => webFrameMain.fromFrameToken(undefined, ''), failure(0, 'undefined'));
    refused(() => webFrameMain.fromFrameToken(1, 1), failure(1, ''));
  });
});

describe('a frame', () => {
  it('180 has identifiers', async (t) => {
    const { contents, event } = await startedRenderer(t);
    const { mainFrame } = contents;
    assert.ok(mainFrame instanceof EventEmitter);
    assert.equal(contents.mainFrame, mainFrame);
    assert.equal(event.senderFrame, mainFrame);
    const main = new URL('support/renderer-main.cjs', import.meta.url);
    assert.equal(mainFrame.url, main.href);
    assert.equal(mainFrame.origin, 'file://');
    assert.equal(mainFrame.name, '');
    assert.match(mainFrame.frameToken, /^[0-9A-F]{32}$/);
    assert.equal(mainFrame.frameToken, mainFrame.frameToken);
    assert.equal(mainFrame.osProcessId, contents.getOSProcessId());
    assert.equal(mainFrame.osProcessId !== process.pid, inProcesses);
    assert.equal(mainFrame.visibilityState, 'visible');
    assert.equal(mainFrame.detached, false);
    assert.equal(mainFrame.isDestroyed(), false);
    for (const key of ['processId', 'routingId', 'frameTreeNodeId']) {
      assert.ok(Number.isInteger(mainFrame[key]) && mainFrame[key] > 0, key);
    }
    assert.equal(mainFrame.processId, contents.getProcessId());
    assert.deepEqual(
      [event.processId, event.frameId, event.frameTreeNodeId],
      [mainFrame.processId, mainFrame.routingId, mainFrame.frameTreeNodeId],
    );
    const other = startRenderer(t, ({ ipcRenderer }) => void ipcRenderer.on('x', () => {}));
    assert.notEqual(other.contents.mainFrame.frameToken, mainFrame.frameToken);
    assert.notEqual(other.contents.mainFrame.frameTreeNodeId, mainFrame.frameTreeNodeId);
    assert.notEqual(other.contents.mainFrame.processId, mainFrame.processId);
  });

  it('contract 8.7: cannot be cloned, and neither can its contents or its window', (t) => {
    const win = new BrowserWindow({ show: false });
    t.after(() => win.destroy());
    const { webContents: contents } = win;
    for (const value of [contents.mainFrame, contents, win]) {
      for (const body of [value, { in: [value] }]) {
        assert.throws(() => contents.postMessage('x', body), {
          name: 'Error',
          message: 'An object could not be cloned.',
        });
      }
    }
  });

  it('180 says what a window shows', async (t) => {
    const win = new BrowserWindow({ show: false });
    t.after(() => win.destroy());
    const { mainFrame } = win.webContents;
    assert.deepEqual([mainFrame.url, mainFrame.origin], ['', 'null']);
    await win.loadURL('about:blank');
    assert.deepEqual([mainFrame.url, mainFrame.origin], ['about:blank', 'null']);
    await win.loadURL('data:text/html,');
    assert.deepEqual([mainFrame.url, mainFrame.origin], ['data:text/html,', 'null']);
    const file = new URL('fixtures/window/page-empty.mjs', import.meta.url).href;
    await win.loadURL(file);
    assert.deepEqual([mainFrame.url, mainFrame.origin], [file, 'file://']);
  });

  for (const way of ['terminate', 'destroy', 'close']) {
    it(`185 is disposed after ${way}()`, async (t) => {
      const printed = captureConsole(t, 'error');
      const renderer = await startedRenderer(t);
      const { mainFrame } = renderer.contents;
      const { frameTreeNodeId, ipc } = mainFrame;
      for (const getter of getters) assert.doesNotThrow(() => mainFrame[getter], getter);
      await end(renderer, way);

      assert.equal(mainFrame.isDestroyed(), true);
      assert.equal(typeof mainFrame.detached, 'boolean');
      assert.equal(mainFrame.frameTreeNodeId, frameTreeNodeId);
      assert.equal(mainFrame.ipc, ipc);
      for (const getter of getters) assert.throws(() => mainFrame[getter], disposed, getter);
      assert.equal(mainFrame.send('x', 1), undefined);
      assert.deepEqual(
        printed.map(([text, error, ...rest]) => [text, error.name, error.message, ...rest]),
        [['Error sending from webFrameMain: ', disposed.name, disposed.message]],
      );
      assert.throws(() => mainFrame.send(), {
        name: 'TypeError',
        message: 'Missing required channel argument',
      });
      assert.throws(() => mainFrame.postMessage('x', 1), disposed);
      await assert.rejects(mainFrame.executeJavaScript('1'), disposed);
    });
  }

  it('185 a port that it is sent is lost', async (t) => {
    const renderer = await startedRenderer(t);
    const { mainFrame } = renderer.contents;
    await end(renderer, 'terminate');
    const { port1 } = new MessageChannelMain();
    assert.throws(() => mainFrame.postMessage('x', 1, [port1]), disposed);
    assert.throws(() => mainFrame.postMessage('x', 1, [port1]), {
      name: 'Error',
      message: 'Port at index 0 is already neutered.',
    });
  });

  it('185 frameTreeNodeId, detached and ipc can be read for the first time then', async (t) => {
    const renderer = await startedRenderer(t);
    const { mainFrame } = renderer.contents;
    await end(renderer, 'terminate');
    assert.ok(mainFrame.frameTreeNodeId > 0);
    assert.equal(mainFrame.ipc, mainFrame.ipc);
    mainFrame.ipc.handle('x', () => {});
    mainFrame.ipc.removeHandler('x');
  });
});
