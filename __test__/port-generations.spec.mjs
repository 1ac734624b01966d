// Contract 9 and 12, cases 187 and 188 with ports: a window that loads again takes no port of the page before.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, describe, it as test } from 'node:test';
import { setEnvironmentData } from 'node:worker_threads';
import { app, MessageChannelMain, ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

const it = (title, run) => test(title, { timeout: 20_000 }, run);

// A port that waits for 'close' does not keep the process alive.
let alive;
before(() => (alive = setInterval(() => {}, 2 ** 30)));
after(() => clearInterval(alive));
afterEach(clearMain);

/** A flag that the pages of a test can set while this thread is blocked. */
const flag = new Int32Array(new SharedArrayBuffer(4));
setEnvironmentData('flag', flag);

async function openWindow(t) {
  flag[0] = 0;
  const win = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true } });
  t.after(() => win.destroy());
  return win;
}

/** A call of a function, which travels as text. */
const call = (work, ...args) =>
  `(${work})({
    ipcRenderer: require('ipcmain').ipcRenderer,
    flag: require('node:worker_threads').getEnvironmentData('flag'),
  }, ...${JSON.stringify(args)}); undefined`;

/** Has the page of a window run a function. */
const run = (win, ...work) => win.webContents.executeJavaScript(call(...work));

/** The URL of a page that runs a function when it loads. */
const pageOf = (...work) =>
  `data:text/html,${encodeURIComponent(`<script>${call(...work)}</script>`)}`;

/** In a page: sends `name` and a port by which the same name comes. */
const sendPort = ({ ipcRenderer }, name) => {
  const { port1, port2 } = new MessageChannel();
  (globalThis.kept ??= []).push(port2.ref());
  port2.postMessage(name);
  ipcRenderer.postMessage('port', name, [port1]);
};

/** In a page: repeats what it gets, and what comes by the ports that it gets. */
const repeat = ({ ipcRenderer }, page) => {
  ipcRenderer.on('message', ({ ports }, name) => {
    ipcRenderer.send('got', page, name, ports.length);
    for (const port of ports) {
      port.onmessage = ({ data }) => ipcRenderer.send('said', page, name, data);
    }
  });
};

/** Each message with a port, and what that port has said first: they must be the same. */
function portsHeard() {
  const heard = [];
  ipcMain.on('port', ({ ports: [port] }, name) => {
    port.once('message', ({ data }) => {
      heard.push([name, data]);
      ipcMain.emit('heard');
    });
    port.start();
  });
  return {
    heard,
    async until(count) {
      while (heard.length < count) await once(ipcMain, 'heard');
    },
  };
}

/** Posts a message with a port that says the same name, and gives the end that main keeps. */
function postPort({ webContents }, name) {
  const { port1, port2 } = new MessageChannelMain();
  port1.start();
  port1.postMessage(name);
  webContents.postMessage('message', name, [port2]);
  return port1;
}

function blockUntilFlag() {
  assert.equal(Atomics.wait(flag, 0, 0, 10_000) === 'timed-out', false);
}

describe('ports that a page has sent', () => {
  for (const opened of [false, true]) {
    const state = opened ? 'after others' : 'its first ones';
    it(`188 they come with their own messages when the window loads again, ${state}`, async (t) => {
      const win = await openWindow(t);
      const { heard, until } = portsHeard();
      const order = [];
      ipcMain.on('plain', (_event, name) => order.push(name));
      ipcMain.on('port', (_event, name) => order.push(name));
      await win.loadURL('about:blank');
      if (opened) {
        await run(win, sendPort, 'opens');
        await until(1);
      }
      // Main is blocked while the page sends; then it loads again before it has taken any of that.
      const loaded = new Promise((resolve) => {
        ipcMain.once('go', () => {
          blockUntilFlag();
          resolve(win.loadURL('about:blank'));
        });
      });
      const sends = ({ ipcRenderer, flag }) => {
        const port = (name) => {
          const { port1, port2 } = new MessageChannel();
          (globalThis.kept ??= []).push(port2.ref());
          port2.postMessage(name);
          ipcRenderer.postMessage('port', name, [port1]);
        };
        ipcRenderer.postMessage('go', null);
        port('one');
        ipcRenderer.send('plain', 'between');
        port('two');
        ipcRenderer.send('plain', 'end');
        Atomics.store(flag, 0, 1);
        Atomics.notify(flag, 0);
      };
      void run(win, sends);
      await loaded;
      await run(win, sendPort, 'of the next page');
      await until(opened ? 4 : 3);
      for (const [name, data] of heard) assert.equal(data, name);
      const first = opened ? ['opens'] : [];
      assert.deepEqual(order, [...first, 'one', 'between', 'two', 'end', 'of the next page']);
    });
  }

  it('187 so they do when it crashes and loads again', async (t) => {
    const win = await openWindow(t);
    const { heard, until } = portsHeard();
    await win.loadURL('about:blank');
    const gone = once(win.webContents, 'render-process-gone');
    void run(win, (context) => {
      for (const name of ['one', 'two']) {
        const { port1, port2 } = new MessageChannel();
        port2.postMessage(name);
        context.ipcRenderer.postMessage('port', name, [port1]);
      }
      process.exit(1);
    });
    await gone;
    await win.loadURL('about:blank');
    await run(win, sendPort, 'three');
    await until(3);
    assert.deepEqual(
      heard,
      ['one', 'two', 'three'].map((name) => [name, name]),
    );
  });

  it('188 a page whose predecessor has sent ports is heard, also when it asks synchronously', async (t) => {
    const win = await openWindow(t);
    const { until } = portsHeard();
    ipcMain.on('ask', (event) => (event.returnValue = 'answer'));
    await win.loadURL(pageOf(sendPort, 'taken'));
    await until(1);
    void run(win, sendPort, 'perhaps not taken');
    const said = nextMessage(ipcMain, 'said');
    const asks = ({ ipcRenderer }) => ipcRenderer.send('said', ipcRenderer.sendSync('ask'));
    await win.loadURL(pageOf(asks));
    assert.equal((await said)[1], 'answer');
  });
});

describe('ports that main has sent', () => {
  it('188 those from before the first load wait for the page', async (t) => {
    const win = await openWindow(t);
    const said = [];
    const last = new Promise((resolve) => {
      ipcMain.on('said', (_event, ...args) => {
        said.push(args);
        if (args[1] === 'later') resolve();
      });
    });
    postPort(win, 'early');
    await win.loadURL(pageOf(repeat, 1));
    postPort(win, 'later');
    await last;
    assert.deepEqual(said, [
      [1, 'early', 'early'],
      [1, 'later', 'later'],
    ]);
  });

  it('188 those that a page has not taken are closed when the window loads again', async (t) => {
    const win = await openWindow(t);
    const got = [];
    const last = new Promise((resolve) => {
      ipcMain.on('said', (_event, ...args) => {
        got.push(args);
        if (args[1] === 'D') resolve();
      });
    });
    await win.loadURL(pageOf(repeat, 1));
    const taken = postPort(win, 'A');
    await nextMessage(ipcMain, 'said');
    // The page is blocked, so the next port waits in front of it.
    const blocked = nextMessage(ipcMain, 'blocked');
    void run(win, ({ ipcRenderer, flag }) => {
      ipcRenderer.send('blocked');
      Atomics.wait(flag, 0, 0);
    });
    await blocked;
    const untaken = postPort(win, 'B');
    const closed = Promise.all([once(taken, 'close'), once(untaken, 'close')]);
    const loaded = win.loadURL(pageOf(repeat, 2));
    postPort(win, 'C');
    await loaded;
    postPort(win, 'D');
    await Promise.all([closed, last]);
    assert.deepEqual(got, [
      [1, 'A', 'A'],
      [2, 'C', 'C'],
      [2, 'D', 'D'],
    ]);
  });

  it('188 also those for a page that never took any', async (t) => {
    const win = await openWindow(t);
    await win.loadURL('about:blank');
    const blocked = nextMessage(ipcMain, 'blocked');
    void run(win, ({ ipcRenderer, flag }) => {
      ipcRenderer.send('blocked');
      Atomics.wait(flag, 0, 0);
    });
    await blocked;
    const closed = once(postPort(win, 'A'), 'close');
    const loaded = win.loadURL(pageOf(repeat, 2));
    assert.deepEqual(await closed, [undefined]);
    await loaded;
    const said = nextMessage(ipcMain, 'said');
    postPort(win, 'B');
    assert.deepEqual((await said).slice(1), [2, 'B', 'B']);
  });
});
