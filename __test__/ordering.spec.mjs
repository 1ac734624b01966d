// Contract 0.2, 10 and 18, cases 118 to 125: the order of messages and the tasks between them.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const upTo = (count) => Array.from({ length: count }, (_, index) => index);

/** Collects the numbers that a renderer sends on all three ways until it says that it is done. */
async function numbersFrom(t, run) {
  const numbers = [];
  ipcMain.on('send', (_event, number) => numbers.push(number));
  ipcMain.on('sendSync', (event, number) => {
    numbers.push(number);
    event.returnValue = null;
  });
  ipcMain.handle('invoke', (_event, number) => void numbers.push(number));
  const done = nextMessage(ipcMain, 'done');
  startRenderer(t, run);
  await done;
  return numbers;
}

describe('messages of one renderer', () => {
  it('118 send and sendSync keep their order', async (t) => {
    const numbers = await numbersFrom(t, ({ ipcRenderer }) => {
      for (let number = 0; number < 1000; number++) {
        const way = Math.random() < 0.5 ? 'send' : 'sendSync';
        ipcRenderer[way](way, number);
      }
      ipcRenderer.send('done');
    });
    assert.deepEqual(numbers, upTo(1000));
  });

  it('119 send, sendSync and invoke keep their order', async (t) => {
    const numbers = await numbersFrom(t, ({ ipcRenderer }) => {
      for (let number = 0; number < 1000; number++) {
        const way = ['send', 'sendSync', 'invoke'][Math.floor(Math.random() * 3)];
        ipcRenderer[way](way, number);
      }
      ipcRenderer.send('done');
    });
    assert.deepEqual(numbers, upTo(1000));
  });

  it('124 small and large messages keep their order', async (t) => {
    const sizes = upTo(60).map((index) => (index % 2 ? 100_000 : 1));
    const seen = [];
    ipcMain.on('test', (_event, bytes) => seen.push(bytes.length));
    const done = nextMessage(ipcMain, 'done');
    const { contents, reported } = startRenderer(
      t,
      ({ ipcRenderer, report, data }) => {
        const seen = [];
        ipcRenderer.on('test', (_event, bytes) => seen.push(bytes.length));
        ipcRenderer.on('done', () => report(seen));
        for (const size of data) ipcRenderer.send('test', new Uint8Array(size));
        ipcRenderer.send('done');
      },
      { data: sizes },
    );
    for (const size of sizes) contents.send('test', new Uint8Array(size));
    contents.send('done');
    await done;
    assert.deepEqual(seen, sizes);
    assert.deepEqual(await reported(), sizes);
  });
});

describe('messages of main', () => {
  it('121 a renderer gets them in order', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      ipcRenderer.on('test', (_event, number) => seen.push(number));
      ipcRenderer.on('done', () => report(seen));
    });
    for (const number of upTo(1000)) {
      // Every way of sending is one and the same pipe.
      if (number % 3 === 0) contents.send('test', number);
      if (number % 3 === 1) contents.mainFrame.send('test', number);
      if (number % 3 === 2) contents.sendToFrame(contents.mainFrame.routingId, 'test', number);
    }
    contents.send('done');
    assert.deepEqual(await reported(), upTo(1000));
  });

  it('125 a message sent by a handler and its answer both arrive', async (t) => {
    ipcMain.handle('test', (event) => {
      event.sender.send('note', 'sent');
      return 'returned';
    });
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const note = new Promise((resolve) => {
        ipcRenderer.once('note', (_event, value) => resolve(value));
      });
      report(await Promise.all([note, ipcRenderer.invoke('test')]));
    });
    assert.deepEqual(await renderer.reported(), ['sent', 'returned']);
  });
});

describe('between two messages', () => {
  const expected = upTo(3).flatMap((n) => [`message ${n}`, `tick ${n}`, `microtask ${n}`]);

  it('122 main runs the ticks and microtasks of the first', async (t) => {
    const log = [];
    const allQueued = new Int32Array(new SharedArrayBuffer(4));
    ipcMain.on('test', (_event, n) => {
      // Until the renderer has sent everything, so that the other messages wait here.
      Atomics.wait(allQueued, 0, 0, 10_000);
      log.push(`message ${n}`);
      process.nextTick(() => log.push(`tick ${n}`));
      Promise.resolve().then(() => log.push(`microtask ${n}`));
    });
    const done = nextMessage(ipcMain, 'done');
    startRenderer(
      t,
      ({ ipcRenderer, data }) => {
        for (let n = 0; n < 3; n++) ipcRenderer.send('test', n);
        ipcRenderer.send('done');
        Atomics.store(data, 0, 1);
        Atomics.notify(data, 0);
      },
      { data: allQueued },
    );
    await done;
    assert.deepEqual(log, expected);
  });

  it('122 a renderer runs the ticks and microtasks of the first', async (t) => {
    // Everything is sent while the renderer is blocked, so that the messages wait there.
    ipcMain.once('block', (event) => {
      for (const n of upTo(3)) event.sender.send('test', n);
      event.sender.send('done');
      event.returnValue = null;
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      const log = [];
      ipcRenderer.on('test', (_event, n) => {
        log.push(`message ${n}`);
        process.nextTick(() => log.push(`tick ${n}`));
        Promise.resolve().then(() => log.push(`microtask ${n}`));
      });
      ipcRenderer.on('done', () => report(log));
      ipcRenderer.sendSync('block');
    });
    assert.deepEqual(await renderer.reported(), expected);
  });

  it('123 nothing runs between the emitters of one message', async (t) => {
    const log = [];
    const done = nextMessage(ipcMain, 'done');
    const listener = (name) => () => {
      log.push(name);
      process.nextTick(() => log.push(`tick of ${name}`));
      Promise.resolve().then(() => log.push(`microtask of ${name}`));
    };
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.send('test');
      ipcRenderer.send('done');
    });
    contents.mainFrame.ipc.on('test', listener('frame'));
    contents.ipc.on('test', listener('contents'));
    ipcMain.on('test', listener('ipcMain'));
    await done;
    assert.deepEqual(log.slice(0, 3), ['frame', 'contents', 'ipcMain']);
    assert.equal(log.length, 9);
  });
});
