// Contract 9, 10 and 12: ports whose other ends are in another process. `npm run test:processes` runs the specs of
// ports with such renderers; this is about what only they have.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it as test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, MessageChannelMain, ipcMain } from 'ipcmain';
import { NOTHING, leftovers } from './support/cycles.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { nextPort, record, stayAlive, untilClosed } from './support/ports.mjs';
import { forkFunction } from './support/renderer-process.mjs';

const evaluate = fileURLToPath(new URL('support/evaluate.cjs', import.meta.url));

/** Nothing here may hang for ever when a port does not close. */
const it = (title, run) => test(title, { timeout: 30_000 }, run);

stayAlive();
afterEach(() => {
  clearMain();
  ipcMain.setLimits({ queuedMessages: 2 ** 20, messageBytes: 2 ** 30 - 1 });
});

function start(t, run, options) {
  const child = forkFunction(run, options);
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** In a renderer: repeats what comes through a port, in the same way. */
const repeat = ({ ipcRenderer }) => {
  ipcRenderer.on('port', ({ ports: [port] }) => {
    port.onmessage = ({ data, ports }) => port.postMessage(data, [...ports]);
  });
};

describe('ports to a process', () => {
  it('120 twenty thousand messages arrive in order, both ways, however slow the limits make them', async (t) => {
    ipcMain.setLimits({ queuedMessages: 50 });
    const child = start(t, repeat);
    const { port1, port2 } = new MessageChannelMain();
    child.webContents.postMessage('port', null, [port1]);
    const numbers = [];
    const all = new Promise((resolve) => {
      port2.on('message', ({ data }) => numbers.push(data) === 20_000 && resolve());
    });
    port2.start();
    for (let number = 0; number < 20_000; number++) port2.postMessage(number);
    await all;
    assert.deepEqual(
      numbers,
      Array.from({ length: 20_000 }, (_, number) => number),
    );
    port2.close();
  });

  it('218 what was posted before the close arrives before it, though it had to wait', async (t) => {
    ipcMain.setLimits({ queuedMessages: 10 });
    start(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('port', null, [port1]);
      for (let number = 0; number < 1000; number++) port2.postMessage(number);
      port2.close();
      ipcRenderer.on('stay', () => {});
    });
    const port = await nextPort();
    const seen = untilClosed(port);
    port.start();
    assert.deepEqual(await seen, [...Array.from({ length: 1000 }, (_, n) => n), 'close']);
  });

  it('227 ports go through ports, and back, and still work', async (t) => {
    const child = start(t, repeat);
    const outer = new MessageChannelMain();
    child.webContents.postMessage('port', null, [outer.port1]);
    outer.port2.start();
    const inner = new MessageChannelMain();
    outer.port2.postMessage({ here: 'it comes' }, [inner.port1]);
    const [{ data, ports }] = await once(outer.port2, 'message');
    assert.deepEqual(data, { here: 'it comes' });
    const [back] = ports;
    const seen = record(inner.port2);
    inner.port2.start();
    const heard = once(inner.port2, 'message');
    back.postMessage('through two bridges');
    await heard;
    back.close();
    await once(inner.port2, 'close');
    assert.deepEqual(seen, ['through two bridges', ['close', undefined]]);
    outer.port2.close();
  });

  it('227 two processes talk to each other through main', async (t) => {
    const [one, other] = [
      start(t, repeat),
      start(t, ({ ipcRenderer }) => {
        ipcRenderer.on('port', ({ ports: [port] }) => {
          port.onmessage = ({ data }) => ipcRenderer.send('heard', data);
          port.postMessage(new Map([[1, new Uint8Array([7])]]));
        });
      }),
    ];
    const { port1, port2 } = new MessageChannelMain();
    one.webContents.postMessage('port', null, [port1]);
    const heard = nextMessage(ipcMain, 'heard');
    other.webContents.postMessage('port', null, [port2]);
    assert.deepEqual((await heard)[1], new Map([[1, new Uint8Array([7])]]));
  });

  it('187 all ports of a process that is killed close, and nothing is left of it', async (t) => {
    const child = start(t, repeat);
    const channels = Array.from({ length: 20 }, () => new MessageChannelMain());
    for (const { port1, port2 } of channels) {
      child.webContents.postMessage('port', null, [port1]);
      port2.start();
      port2.postMessage('hello');
      await once(port2, 'message');
    }
    const closed = Promise.all(channels.map(({ port2 }) => once(port2, 'close')));
    const destroyed = once(child.webContents, 'destroyed');
    child.kill('SIGKILL');
    await Promise.all([closed, destroyed]);
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('188 the ports of the page before close when a window loads again, and the next one has its own', async (t) => {
    const win = new BrowserWindow({ webPreferences: { process: true, nodeIntegration: true } });
    t.after(() => win.destroy());
    const page = `data:text/html,<script>(${repeat})(require('ipcmain'))</script>`;
    const [first, second] = [new MessageChannelMain(), new MessageChannelMain()];
    await win.loadURL(page);
    win.webContents.postMessage('port', null, [first.port1]);
    first.port2.start();
    first.port2.postMessage(1);
    assert.equal((await once(first.port2, 'message'))[0].data, 1);
    const closed = once(first.port2, 'close');
    await win.loadURL(page);
    await closed;
    win.webContents.postMessage('port', null, [second.port1]);
    second.port2.start();
    second.port2.postMessage(2);
    assert.equal((await once(second.port2, 'message'))[0].data, 2);
    second.port2.close();
  });

  it('188 what is posted to a port of the page before never comes out of one of the next page', async (t) => {
    const win = new BrowserWindow({ webPreferences: { process: true, nodeIntegration: true } });
    t.after(() => win.destroy());
    const page = `data:text/html,<script>(${repeat})(require('ipcmain'))</script>`;
    const [first, second] = [new MessageChannelMain(), new MessageChannelMain()];
    await win.loadURL(page);
    win.webContents.postMessage('port', null, [first.port1]);
    first.port2.start();
    first.port2.postMessage('here');
    await once(first.port2, 'message');
    const loaded = win.loadURL(page);
    win.webContents.postMessage('port', null, [second.port1]);
    second.port2.start();
    // With a port, too: the next page has to count those of its own.
    first.port2.postMessage('for the first page', [new MessageChannelMain().port1]);
    await loaded;
    const third = new MessageChannelMain();
    win.webContents.postMessage('port', null, [third.port1]);
    third.port2.start();
    for (const { port2 } of [second, third]) {
      const [message] = await Promise.all([once(port2, 'message'), port2.postMessage('hello')]);
      assert.equal(message[0].data, 'hello');
      port2.close();
    }
  });

  it('contract 6: what was posted to a port before a sendSync is there when that is answered', async (t) => {
    const seen = [];
    ipcMain.on('port', ({ ports: [port] }) => {
      port.on('message', ({ data }) => seen.push(data));
      port.start();
    });
    // Answered when it has come: it must not wait for that in turn.
    ipcMain.on('ask', (event, what) => {
      const look = () => (seen.includes(what) ? (event.returnValue = what) : setImmediate(look));
      look();
    });
    const child = start(t, ({ ipcRenderer, report }) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('port', null, [port1]);
      port2.postMessage('before the end');
      report(ipcRenderer.sendSync('ask', 'before the end'));
      port2.postMessage('at the end');
      process.exit(0);
    });
    const [{ report }] = await once(child, 'message');
    assert.equal(report, 'before the end');
    await once(child.webContents, 'destroyed');
    while (!seen.includes('at the end')) await new Promise(setImmediate);
  });

  it('fault 82: what a listener of exit posts to a port, or sends as a stream, is there when the process has ended', async (t) => {
    const [posted, sent] = [[], []];
    ipcMain.on('port', ({ ports: [port] }) => {
      port.on('message', ({ data }) => posted.push(data));
      port.start();
    });
    ipcMain.on('number', (_event, number) => sent.push(number));
    const child = start(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('port', null, [port1]);
      process.on('exit', () => {
        for (let number = 0; number < 100; number++) port2.postMessage(number);
        for (let number = 0; number < 5000; number++) ipcRenderer.send('number', number);
      });
      process.exit(0);
    });
    await once(child.webContents, 'destroyed');
    while (posted.at(-1) !== 99) await new Promise(setImmediate);
    assert.deepEqual(
      posted,
      Array.from({ length: 100 }, (_, number) => number),
    );
    // More than a socket holds.
    assert.equal(sent.length, 5000);
  });

  it('fault 51: all evaluations of the package in a process share its ports', async (t) => {
    const { port1, port2 } = new MessageChannelMain();
    const said = [];
    const all = new Promise((resolve) => {
      ipcMain.on('port', ({ ports: [port], sender }, name) => {
        port.on('message', ({ data }) => {
          said.push([name, data]);
          port.postMessage(`to ${name}`);
        });
        port.start();
        if (name === 'last') sender.postMessage('give', null, [port1]);
      });
      ipcMain.on('heard', (_event, heard) => resolve(heard));
    });
    port2.start();
    port2.postMessage('given');
    start(
      t,
      ({ ipcmain, require, data }) => {
        const { evaluateHere, evaluateInContext } = require(data);
        const { once } = require('node:events');
        const faces = [ipcmain, evaluateInContext(), evaluateHere(), ipcmain];
        for (const { ipcRenderer } of faces) ipcRenderer.on('stay', () => {});
        const heard = faces.map(async ({ ipcRenderer }, index) => {
          const { port1, port2 } = new MessageChannel();
          const name = index === 3 ? 'last' : `port ${index}`;
          const answer = once(port1, 'message');
          ipcRenderer.postMessage('port', name, [port2]);
          port1.postMessage(`from ${name}`);
          return (await answer)[0];
        });
        faces[2].ipcRenderer.on('give', async ({ ports: [port] }) => {
          const [given] = await once(port, 'message');
          const listeners = process.listenerCount('exit');
          for (let count = 0; count < 12; count++) evaluateHere().ipcRenderer.send('note');
          const more = process.listenerCount('exit') - listeners;
          const all = [...(await Promise.all(heard)), given, more];
          ipcmain.ipcRenderer.send('heard', all);
        });
      },
      { data: evaluate },
    );
    const names = ['port 0', 'port 1', 'port 2', 'last'];
    assert.deepEqual(await all, [...names.map((name) => `to ${name}`), 'given', 0]);
    assert.deepEqual(new Map(said), new Map(names.map((name) => [name, `from ${name}`])));
    port2.close();
  });

  it('contract 8: what the other process would not get is lost, which a warning says, and the port goes on', async (t) => {
    ipcMain.setLimits({ messageBytes: 100_000 });
    const child = start(t, repeat);
    const { port1, port2 } = new MessageChannelMain();
    child.webContents.postMessage('port', null, [port1]);
    port2.start();
    const warned = once(process, 'warning');
    port2.postMessage(new Uint8Array(200_000));
    port2.postMessage('next');
    assert.equal((await once(port2, 'message'))[0].data, 'next');
    const [{ code }] = await warned;
    assert.equal(code, 'ERR_IPC_PORT_MESSAGE');
    port2.close();
  });

  it('contract 9: so many ports in one message are too many for a process, and main keeps its order', async (t) => {
    const child = start(t, repeat);
    const many = Array.from({ length: 257 }, () => new MessageChannelMain().port1);
    assert.throws(() => child.webContents.postMessage('port', null, many), {
      code: 'ERR_IPC_TOO_LARGE',
    });
    const { port1, port2 } = new MessageChannelMain();
    child.webContents.postMessage('port', null, [port1]);
    port2.start();
    port2.postMessage('works');
    assert.equal((await once(port2, 'message'))[0].data, 'works');
    port2.close();
  });
});
