// Contract 9.5, 9.6 and 9.9, cases 201, 223 to 225, 229 and 236: the ports of a renderer are those of a page.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, describe, it as test } from 'node:test';
import { MessageChannelMain, ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { using } from './support/exchange.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a port does not close. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

// A port that waits for 'close' does not keep the process alive.
let alive;
before(() => (alive = setInterval(() => {}, 2 ** 30)));
after(() => clearInterval(alive));
afterEach(clearMain);

/** Posts one end of a channel to a renderer and gives the other. */
function postPort(contents) {
  const { port1, port2 } = new MessageChannelMain();
  contents.postMessage('port', null, [port2]);
  return port1;
}

describe('onclose', () => {
  it('225 main closes its end and onclose of the renderer is called', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onclose = function (event) {
          report([this === port, event.type, event.target === port, arguments.length]);
        };
        port.start();
      });
    });
    postPort(contents).close();
    assert.deepEqual(await reported(), [true, 'close', true, 1]);
  });

  it('225 it is an attribute for one function, as onmessage is', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        const said = ['onclose' in port, port.onclose];
        const first = () => said.push('replaced');
        port.onclose = first;
        said.push(port.onclose === first);
        port.addEventListener('close', () => said.push('listener'));
        port.onclose = () => said.push('handler');
        for (const nothing of [null, undefined, 'text']) {
          const { port1, port2 } = new MessageChannel();
          port1.onclose = () => said.push('taken away');
          port1.onclose = nothing;
          said.push(port1.onclose);
          port2.close();
        }
        port.addEventListener('close', () => report(said));
        port.start();
      });
    });
    postPort(contents).close();
    const attributes = [true, null, true, null, null, null];
    assert.deepEqual(await reported(), [...attributes, 'handler', 'listener']);
  });

  it('225 the end that closes hears nothing, the other one does', async (t) => {
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('stay', () => {});
      const { port1, port2 } = new MessageChannel();
      const said = [];
      const listens = (name) => ({ handleEvent: () => said.push(name) });
      port2.onclose = () => said.push('own onclose');
      port2.addEventListener('close', listens('own listener'));
      port1.onclose = () => said.push('onclose');
      const taken = () => said.push('taken away');
      port1.addEventListener('close', taken);
      port1.removeEventListener('close', taken);
      port1.addEventListener('close', listens('listener'));
      // Node's own listeners are told at both ends, as everywhere in Node.
      let ends = 0;
      const ended = () => ++ends === 2 && report(said);
      for (const port of [port1, port2]) port.on('close', ended);
      port2.close();
    });
    assert.deepEqual(await reported(), ['onclose', 'listener']);
  });

  it('225 nor does an object whose port was given away', async (t) => {
    ipcMain.on('port', ({ ports: [port] }) => {
      port.start();
      port.close();
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('stay', () => {});
      const { port1, port2 } = new MessageChannel();
      const said = [];
      port1.onclose = () => said.push('given away');
      port2.onclose = () => report(said);
      ipcRenderer.postMessage('port', null, [port1]);
    });
    assert.deepEqual(await reported(), []);
  });

  /** In a child process that can collect garbage: what a Worker reports first. */
  const collectUntilReport = async ({ report, require, startWorker }, post, run) => {
    const { MessageChannelMain, webContents } = require('ipcmain');
    const worker = startWorker(run);
    post(webContents.fromWorker(worker), MessageChannelMain);
    let waiting = true;
    worker.once('message', (value) => {
      waiting = false;
      report(value);
    });
    while (waiting) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
  };
  const reportedOf = (post, run) =>
    reportsOf(using(collectUntilReport, post, run), { execArgv: ['--expose-gc'] });

  it('223 it is called when the other end, of main, was dropped and collected', async () => {
    const post = (contents, MessageChannelMain) =>
      contents.postMessage('port', null, [new MessageChannelMain().port2]);
    const reports = await reportedOf(post, ({ ipcRenderer, report }) => {
      ipcRenderer.once('port', ({ ports: [port] }) => {
        port.ref();
        port.start();
        port.onclose = ({ type }) => report(type);
      });
    });
    assert.deepEqual(reports, ['close']);
  });

  it('224 it is called when the other end was posted to nobody and collected', async () => {
    const reports = await reportedOf(
      () => {},
      ({ ipcRenderer, report }) => {
        const { port1, port2 } = new MessageChannel();
        port2.ref();
        port2.start();
        port2.onclose = ({ type }) => report(type);
        ipcRenderer.postMessage('nobody listens', null, [port1]);
      },
    );
    assert.deepEqual(reports, ['close']);
  });
});

describe('data of a message to a renderer', () => {
  it('201 undefined stays undefined and null stays null, from main and from a renderer', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const said = [];
      const say = ({ data, ports }) => {
        said.push(data, ports.length);
        if (data === 'end') report(said);
      };
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', say);
      for (const value of [undefined, null]) port2.postMessage(value);
      ipcRenderer.on('port', ({ ports: [port] }) => (port.onmessage = say));
    });
    const port = postPort(contents);
    port.postMessage();
    for (const value of [undefined, 0, 'end']) port.postMessage(value);
    const own = [undefined, 0, null, 0];
    assert.deepEqual(await reported(), [...own, null, 0, undefined, 0, 0, 0, 'end', 0]);
  });
});

describe('transfer of ports that are closed', () => {
  const dead = {
    'was closed just now': ({ port1 }) => port1.close(),
    'was closed': async ({ port1 }) => {
      port1.close();
      await new Promise((resolve) => port1.once('close', resolve));
    },
    'was closed by its other end': async ({ port1, port2 }) => {
      port2.close();
      await new Promise((resolve) => (port1.onclose = resolve));
    },
    'has not noticed that its other end closed': ({ port2 }) => port2.close(),
  };
  for (const [name, kill] of Object.entries(dead)) {
    it(`236 one that ${name} can be given away by a renderer and arrives dead`, async (t) => {
      const arrived = nextMessage(ipcMain, 'port');
      const run = async ({ ipcRenderer }, kill) => {
        ipcRenderer.on('stay', () => {});
        const pair = new MessageChannel();
        await kill(pair);
        const open = new MessageChannel();
        globalThis.kept = open.port2;
        open.port2.postMessage('alive');
        ipcRenderer.postMessage('port', 'dead', [pair.port1, open.port1]);
      };
      startRenderer(t, using(run, kill));
      const [{ ports }, message] = await arrived;
      assert.deepEqual([message, ports.length], ['dead', 2]);
      const heard = Promise.all([once(ports[0], 'close'), once(ports[1], 'message')]);
      for (const port of ports) port.start();
      const [closed, [{ data }]] = await heard;
      assert.deepEqual([closed, data], [[undefined], 'alive']);
    });
  }

  it('236 a renderer forwards a port that main has closed', async (t) => {
    const arrived = nextMessage(ipcMain, 'back');
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onclose = () => ipcRenderer.postMessage('back', null, [port]);
        port.start();
      });
    });
    postPort(contents).close();
    const [{ ports }] = await arrived;
    const closed = once(ports[0], 'close');
    ports[0].start();
    await closed;
  });

  it('229 one that was given away over another port is refused', async (t) => {
    const { reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      const [given, carrier] = [new MessageChannel(), new MessageChannel()];
      const closes = new Promise((resolve) => given.port1.once('close', resolve));
      carrier.port1.postMessage(null, [given.port1]);
      await closes;
      try {
        ipcRenderer.postMessage('port', null, [given.port1]);
      } catch ({ name, message }) {
        report([name, message]);
      }
    });
    assert.deepEqual(await reported(), ['TypeError', 'Invalid value for transfer']);
  });
});
