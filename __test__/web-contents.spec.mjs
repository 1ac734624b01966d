// Contract 12, 13 and 18, cases 155 to 186: a renderer as main sees it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, webContents } from 'ipcmain';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** A renderer that listens and does nothing else. */
const stays = ({ ipcRenderer }) => void ipcRenderer.on('stay', () => {});

/** A renderer that reports the arguments of every message on the channel `test`. */
const reportsAll = ({ ipcRenderer, report }) => {
  ipcRenderer.on('test', (_event, ...args) => report(args));
};

/** Ends a renderer and waits until main knows. */
async function end({ contents, worker }) {
  const destroyed = once(contents, 'destroyed');
  worker.terminate();
  await destroyed;
}

describe('webContents.send', () => {
  it('155 a missing channel is refused', (t) => {
    const { contents } = startRenderer(t, stays);
    const error = { name: 'TypeError', message: 'Missing required channel argument' };
    assert.throws(() => contents.send(), error);
    assert.throws(() => contents.send(null), error);
  });

  it('156 the empty channel is a channel', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('', (_event, ...args) => report(args));
    });
    assert.equal(contents.send('', 1), undefined);
    assert.deepEqual(await reported(), [1]);
  });

  it('157 what cannot be cloned is printed, and the next message arrives', async (t) => {
    const printed = captureConsole(t, 'error');
    const { contents, reported } = startRenderer(t, reportsAll);
    assert.equal(
      contents.send('test', () => {}),
      undefined,
    );
    contents.send('test', 'next');
    assert.deepEqual(await reported(), ['next']);
    assert.equal(printed.length, 1);
    const [text, error] = printed[0];
    assert.equal(printed[0].length, 2);
    assert.equal(text, 'Error sending from webFrameMain: ');
    assert.equal(Object.getPrototypeOf(error), Error.prototype);
    assert.equal(error.message, 'Failed to serialize arguments');
    assert.equal('code' in error, false);
  });

  it('158 a message sent before the script has run comes after it', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      let loaded = false;
      ipcRenderer.on('test', (_event, value) => report({ loaded, value }));
      require('node:fs/promises')
        .stat(process.cwd())
        .then((stats) => report(stats.isDirectory()));
      loaded = true;
    });
    contents.send('test', 'early');
    const seen = [await reported(), await reported()];
    assert.ok(seen.includes(true));
    assert.deepEqual(
      seen.find((value) => value !== true),
      { loaded: true, value: 'early' },
    );
  });

  it('159 early and late messages keep their order and none is lost', async (t) => {
    const started = nextMessage(ipcMain, 'started');
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      ipcRenderer.on('test', (_event, number) => {
        seen.push(number);
        if (number === 19) report(seen);
      });
      ipcRenderer.send('started');
    });
    for (let number = 0; number < 10; number++) contents.send('test', number);
    await started;
    for (let number = 10; number < 20; number++) contents.send('test', number);
    assert.deepEqual(
      await reported(),
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it('173 mainFrame.send does the same, and the renderer can answer', async (t) => {
    const message = nextMessage(ipcMain, 'pong');
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('ping', (event, value) => event.sender.send('pong', value + 1));
    });
    assert.equal(contents.mainFrame.send('ping', 1), undefined);
    const [event, value] = await message;
    assert.equal(event.senderFrame, contents.mainFrame);
    assert.equal(value, 2);
  });

  it('174 sendToFrame sends to a frame that exists and says so', async (t) => {
    const printed = captureConsole(t, 'error');
    const { contents, reported } = startRenderer(t, reportsAll);
    const { processId, routingId } = contents.mainFrame;
    assert.equal(contents.sendToFrame(routingId + 1, 'test', 'unknown frame'), false);
    assert.equal(contents.sendToFrame([processId + 1000, routingId], 'test', 'unknown'), false);
    assert.equal(contents.sendToFrame(routingId, 'test', 'number'), true);
    assert.equal(contents.sendToFrame([processId, routingId], 'test', 'pair'), true);
    assert.equal(
      contents.sendToFrame(routingId, 'test', () => {}),
      true,
    );
    assert.deepEqual([await reported(), await reported()], [['number'], ['pair']]);
    assert.deepEqual(
      printed.map(([text, { message }]) => [text, message]),
      [['Error sending from webFrameMain: ', 'Failed to serialize arguments']],
    );
  });
});

describe('the registry of webContents', () => {
  it('175 fromId knows the living and no other number', async (t) => {
    const renderer = startRenderer(t, stays);
    assert.equal(webContents.fromId(renderer.contents.id), renderer.contents);
    assert.equal(webContents.fromId(12345), undefined);
    assert.equal(webContents.fromId(-1), undefined);
    await end(renderer);
    assert.equal(webContents.fromId(renderer.contents.id), undefined);
  });

  it('177 getAllWebContents has every living renderer; ids grow and are not used again', async (t) => {
    const renderers = [1, 2, 3].map(() => startRenderer(t, stays));
    const ids = renderers.map(({ contents }) => contents.id);
    const living = () => webContents.getAllWebContents();
    for (const { contents } of renderers) assert.ok(living().includes(contents));
    assert.ok(ids.every((id) => Number.isInteger(id) && id > 0));
    assert.ok(ids[0] < ids[1] && ids[1] < ids[2]);

    await end(renderers[1]);
    assert.equal(living().includes(renderers[1].contents), false);
    assert.ok(living().includes(renderers[2].contents));
    const { contents } = startRenderer(t, stays);
    assert.ok(contents.id > ids[2]);
    assert.ok(living().includes(contents));
  });

  it('177 it has a renderer that main has not claimed', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    startRenderer(
      t,
      ({ ipcRenderer }) => {
        ipcRenderer.on('stay', () => {});
        ipcRenderer.send('test');
      },
      { claim: false },
    );
    const [{ sender }] = await message;
    assert.ok(webContents.getAllWebContents().includes(sender));
    assert.equal(webContents.fromId(sender.id), sender);
  });

  it('177 id is an own property that cannot be written', (t) => {
    const { contents } = startRenderer(t, stays);
    assert.equal(Object.getOwnPropertyDescriptor(contents, 'id').writable, false);
  });
});

describe('the main frame', () => {
  it('179 it is its own top and has neither parent nor frames', (t) => {
    const { mainFrame } = startRenderer(t, stays).contents;
    assert.equal(mainFrame.top, mainFrame);
    assert.equal(mainFrame.parent, null);
    assert.deepEqual(mainFrame.frames, []);
    assert.equal(mainFrame.framesInSubtree.length, 1);
    assert.equal(mainFrame.framesInSubtree[0], mainFrame);
  });
});

describe('a renderer that has ended', () => {
  it('182 "destroyed" is emitted once, when all is over', async (t) => {
    const { contents, worker, ended } = startRenderer(t, stays);
    const { id } = contents;
    const seen = [];
    const destroyed = new Promise((resolve) => {
      contents.on('destroyed', (...args) => {
        seen.push(args);
        assert.equal(contents.isDestroyed(), true);
        assert.equal(contents.id, id);
        assert.equal(webContents.fromId(id), undefined);
        assert.equal(webContents.getAllWebContents().includes(contents), false);
        assert.throws(() => contents.send('test'), {
          name: 'TypeError',
          message: 'Object has been destroyed',
        });
        resolve();
      });
    });
    assert.equal(contents.isDestroyed(), false);
    worker.terminate();
    await Promise.all([destroyed, ended]);

    // A second 'destroyed' would be there before the message of a renderer that is started now.
    const marker = nextMessage(ipcMain, 'marker');
    startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('marker'));
    await marker;
    assert.equal(seen.length, 1);
    assert.equal(seen[0].length, 1);
    assert.equal(seen[0][0].constructor.name, 'Event');
  });

  it('182 it is also emitted when the renderer ends by itself', async (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('last', 1));
    const message = nextMessage(ipcMain, 'last');
    const destroyed = once(contents, 'destroyed');
    assert.equal((await message)[1], 1);
    await destroyed;
    assert.equal(contents.isDestroyed(), true);
  });

  it('184 its methods throw, except those that only tell that (fault 84)', async (t) => {
    const renderer = startRenderer(t, stays);
    const { contents } = renderer;
    const { id, ipc } = contents;
    const { processId, routingId } = contents.mainFrame;
    await end(renderer);
    const error = { name: 'TypeError', message: 'Object has been destroyed' };
    assert.throws(() => contents.send('test'), error);
    assert.throws(() => contents.send(), error);
    assert.throws(() => contents.mainFrame, error);
    assert.throws(() => contents.sendToFrame(routingId, 'test'), error);
    assert.equal(contents.sendToFrame([processId, routingId], 'test'), false);
    assert.equal(contents.isDestroyed(), true);
    assert.equal(contents.id, id);
    assert.equal(contents.ipc, ipc);
    assert.equal(
      contents.on('x', () => {}),
      contents,
    );
    assert.equal(contents.emit('x'), true);
    ipc.handle('x', () => {});
    ipc.removeHandler('x');
  });

  it('186 a late event.senderFrame is null, with a process warning', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    const renderer = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      ipcRenderer.send('test');
    });
    const [event] = await message;
    await end(renderer);
    const warning = once(process, 'warning');
    assert.equal(event.senderFrame, null);
    const [{ name, message: text }] = await warning;
    assert.equal(name, 'electron');
    assert.equal(
      text,
      'Frame property was accessed after it navigated or was destroyed. ' +
        'Avoid asynchronous tasks prior to indexing.',
    );
  });
});
