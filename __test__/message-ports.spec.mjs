// Contract 9 and 18, cases 210, 211, 222 to 226, 231 to 233 and 235 to 238: ports across threads.

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

const channel = () => new MessageChannelMain();
const dataOf = async (port) => (await once(port, 'message'))[0].data;

/** Everything that a port emits until it closes. */
function untilClosed(port) {
  const seen = [];
  port.on('message', ({ data }) => seen.push(data));
  return new Promise((resolve) => {
    port.once('close', () => resolve([...seen, 'close']));
  });
}

/** Starts a renderer and waits until it listens. */
async function readyRenderer(t, run = listener) {
  const renderer = startRenderer(t, run);
  assert.equal(await renderer.reported(), 'ready');
  return renderer;
}

/** A renderer that reports what the ports that it gets say, and 'close'. */
const listener = ({ ipcRenderer, report }) => {
  ipcRenderer.on('port', ({ ports }) => {
    for (const port of ports) {
      port.addEventListener('close', () => report('close'));
      port.onmessage = ({ data }) => report(data);
    }
  });
  report('ready');
};

/** A renderer that sends one end of a channel to main and keeps the other. */
const sender = ({ ipcRenderer, data }) => {
  const { port1, port2 } = new MessageChannel();
  globalThis.kept = port2;
  port2.onmessage = (event) => port2.postMessage(event.data * 2);
  for (const value of data ?? []) port2.postMessage(value);
  ipcRenderer.postMessage('port', 'hi', [port1]);
};

/** The port that comes with the next message on the channel 'port'. */
async function nextPort() {
  const [{ ports }] = await nextMessage(ipcMain, 'port');
  return ports[0];
}

describe('ports between main and a renderer', () => {
  it('210 one end is passed to a renderer, with what was posted before', async (t) => {
    const { contents, reported } = await readyRenderer(t);
    const { port1, port2 } = channel();
    port1.postMessage('hello');
    contents.postMessage('port', null, [port2]);
    assert.equal(await reported(), 'hello');
    port1.postMessage('again');
    assert.equal(await reported(), 'again');
  });

  it('211 a port is passed over another one', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [outer] }) => {
        outer.onmessage = ({ ports: [inner] }) => {
          inner.onmessage = ({ data }) => report(data);
        };
      });
    });
    const [outer, inner] = [channel(), channel()];
    outer.port1.postMessage(null, [inner.port2]);
    inner.port1.postMessage('hello');
    contents.postMessage('port', null, [outer.port2]);
    assert.equal(await reported(), 'hello');
  });

  it('231 main and a renderer talk over a port', async (t) => {
    const arrived = nextPort();
    startRenderer(t, sender);
    const port = await arrived;
    port.start();
    for (const number of [42, 84]) {
      port.postMessage(number);
      assert.equal(await dataOf(port), number * 2);
    }
    port.close();
  });

  it('232 a port comes from a renderer over another one', async (t) => {
    const arrived = nextPort();
    startRenderer(t, ({ ipcRenderer }) => {
      const [outer, inner] = [new MessageChannel(), new MessageChannel()];
      outer.port2.postMessage('', [inner.port1]);
      inner.port2.postMessage('matryoshka');
      ipcRenderer.postMessage('port', '', [outer.port1]);
      ipcRenderer.on('stay', () => {});
    });
    const outer = await arrived;
    outer.start();
    const [{ ports }] = await once(outer, 'message');
    ports[0].start();
    assert.equal(await dataOf(ports[0]), 'matryoshka');
  });

  it('233 main forwards a port from one renderer to another', async (t) => {
    const arrived = nextPort();
    startRenderer(t, sender);
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => report(data);
        port.postMessage(21);
      });
    });
    contents.postMessage('port', '', [await arrived]);
    assert.equal(await reported(), 42);
  });

  it('237 onmessage= starts a port of a renderer, which has waited till then', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        // The message is there; what is left of this task and the next one do not deliver it.
        ipcRenderer.once('go', () => {
          const seen = [];
          port.onmessage = ({ data }) => (data === 'end' ? report(seen) : seen.push(data));
        });
      });
    });
    const { port1, port2 } = channel();
    for (const value of [1, 2]) port1.postMessage(value);
    contents.postMessage('port', null, [port2]);
    contents.send('go');
    port1.postMessage('end');
    assert.deepEqual(await reported(), [1, 2]);
  });

  // Declared: a port in a renderer is Node's own, and Node starts it by its first listener.
  it('237 addEventListener starts it too, which a page would leave to start', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.addEventListener('message', ({ data }) => report(data));
      });
    });
    const { port1, port2 } = channel();
    port1.postMessage('waits');
    contents.postMessage('port', null, [port2]);
    assert.equal(await reported(), 'waits');
  });
});

describe("'close' across threads", () => {
  it("225 main closes its end and the renderer's emits 'close'", async (t) => {
    const { contents, reported } = await readyRenderer(t);
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    port1.postMessage('last');
    port1.close();
    assert.deepEqual([await reported(), await reported()], ['last', 'close']);
  });

  it('225 also when the renderer has not loaded when main closes it', async (t) => {
    const { contents, reported } = startRenderer(t, listener);
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    port1.close();
    assert.deepEqual([await reported(), await reported()], ['ready', 'close']);
  });

  it("225 a renderer closes its end and main's emits 'close' when started", async (t) => {
    const arrived = nextPort();
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('port', null, [port1]);
      port2.postMessage('last');
      port2.close();
      ipcRenderer.on('stay', () => {});
    });
    const port = await arrived;
    const seen = untilClosed(port);
    port.start();
    assert.deepEqual(await seen, ['last', 'close']);
  });

  // Each side is blocked until many messages and a closed port wait for it: the port comes first.
  it('218 it is not lost when the end was closed while the port was on its way to main', async (t) => {
    const sent = new Int32Array(new SharedArrayBuffer(4));
    ipcMain.once('before', () => Atomics.wait(sent, 0, 0, 10_000));
    const arrived = nextPort();
    const run = ({ ipcRenderer, data: sent }) => {
      ipcRenderer.postMessage('open', null, [new MessageChannel().port1]);
      const { port1, port2 } = new MessageChannel();
      for (let number = 0; number < 5000; number++) ipcRenderer.send('before', number);
      ipcRenderer.postMessage('port', null, [port1]);
      port2.once('close', () => {
        Atomics.store(sent, 0, 1);
        Atomics.notify(sent, 0);
      });
      port2.close();
      ipcRenderer.on('stay', () => {});
    };
    startRenderer(t, run, { data: sent });
    const port = await arrived;
    const seen = untilClosed(port);
    port.start();
    assert.deepEqual(await seen, ['close']);
  });

  it('218 nor on its way to a renderer', async (t) => {
    ipcMain.once('block', async (event) => {
      const { port1, port2 } = channel();
      for (let number = 0; number < 5000; number++) event.sender.send('before', number);
      event.sender.postMessage('port', null, [port2]);
      port1.close();
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      event.returnValue = null;
    });
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.once('open', () => ipcRenderer.sendSync('block'));
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.addEventListener('close', () => report('close'));
        port.start();
      });
    });
    contents.postMessage('open', null, [channel().port2]);
    assert.equal(await reported(), 'close');
  });

  it('226 a Worker that is terminated closes all its ports, and nothing breaks', async (t) => {
    const { contents, worker, reported } = await readyRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports }, last) => {
        globalThis.kept ??= ports;
        if (!last) return;
        report('blocked');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });
      report('ready');
    });
    const [held, unheard, unread] = [channel(), channel(), channel()];
    const ends = [held, unheard, unread].map(({ port1 }) => untilClosed(port1));
    for (const { port1 } of [held, unheard, unread]) port1.start();
    contents.postMessage('port', false, [held.port2]);
    contents.postMessage('port', true, [unheard.port2]);
    assert.equal(await reported(), 'blocked');
    contents.postMessage('port', false, [unread.port2]);
    unread.port1.postMessage('unread');
    await worker.terminate();
    assert.deepEqual(await Promise.all(ends), [['close'], ['close'], ['close']]);
    const other = await readyRenderer(t);
    const { port1, port2 } = channel();
    other.contents.postMessage('port', null, [port2]);
    port1.postMessage('works');
    assert.equal(await other.reported(), 'works');
  });

  it('226 so is a port for a Worker that ends before it loads anything', async (t) => {
    const { contents, worker } = startRenderer(t, () => {});
    const { port1, port2 } = channel();
    const seen = untilClosed(port1);
    port1.start();
    contents.postMessage('port', null, [port2]);
    await worker.terminate();
    assert.deepEqual(await seen, ['close']);
  });

  it('238 a port that only main still has closes with its renderer', async (t) => {
    const arrived = nextPort();
    const { worker } = startRenderer(t, sender, { data: ['first'] });
    const port = await arrived;
    port.start();
    assert.equal(await dataOf(port), 'first');
    const closed = once(port, 'close');
    await worker.terminate();
    assert.deepEqual(await closed, [undefined]);
  });
});

describe('ports that were given away', () => {
  it("235 close on the old object emits 'close' there and leaves the new owner alone", async (t) => {
    const { contents, reported } = await readyRenderer(t);
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    let emitted = 0;
    port2.on('close', () => emitted++);
    port2.close();
    port2.close();
    assert.equal(emitted, 1);
    port1.postMessage('still open');
    assert.equal(await reported(), 'still open');
  });

  const dead = {
    'was closed': ({ port1 }) => port1.close(),
    'was closed by its other end': async ({ port1, port2 }) => {
      port1.start();
      port2.close();
      await once(port1, 'close');
    },
    'has not noticed that its other end closed': async ({ port2 }) => {
      const marker = channel();
      port2.close();
      marker.port1.postMessage(null);
      marker.port2.start();
      await once(marker.port2, 'message');
      await new Promise(setImmediate);
    },
  };
  for (const [name, kill] of Object.entries(dead)) {
    it(`236 one that ${name} can be given away and arrives dead in main`, async () => {
      const [pair, carrier] = [channel(), channel()];
      await kill(pair);
      carrier.port1.postMessage('dead', [pair.port1]);
      carrier.port2.start();
      const [{ data, ports }] = await once(carrier.port2, 'message');
      assert.equal(data, 'dead');
      const closed = once(ports[0], 'close');
      ports[0].start();
      assert.deepEqual(await closed, [undefined]);
    });

    it(`236 one that ${name} can be given away and arrives dead in a renderer`, async (t) => {
      const { contents, reported } = await readyRenderer(t);
      const pair = channel();
      await kill(pair);
      contents.postMessage('port', null, [pair.port1]);
      assert.equal(await reported(), 'close');
    });
  }
});

/** Runs a function in a child process that can collect garbage, and gives back what it reported. */
const collecting = (run) => reportsOf(using(run, collectUntil), { execArgv: ['--expose-gc'] });

const collectUntil = async (promise) => {
  let waiting = true;
  void promise.then(() => (waiting = false));
  while (waiting) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
};

describe('the garbage collector', () => {
  it('222 a started port is not collected while it can still get messages', async () => {
    const reports = await collecting(async ({ report, require }, collectUntil) => {
      const { MessageChannelMain } = require('ipcmain');
      const [port1, collected] = (() => {
        const { port1, port2 } = new MessageChannelMain();
        port2.on('message', ({ data }) => report(data));
        port2.start();
        return [
          port1,
          new Promise((resolve) => {
            globalThis.registry = new FinalizationRegistry(resolve);
            globalThis.registry.register({});
          }),
        ];
      })();
      await collectUntil(collected);
      port1.postMessage('hello');
    });
    assert.deepEqual(reports, ['hello']);
  });

  it("223 an end that nobody has or started closes, and the other emits 'close'", async () => {
    const reports = await collecting(async ({ report, require }, collectUntil) => {
      const { MessageChannelMain } = require('ipcmain');
      const { port1 } = new MessageChannelMain();
      port1.start();
      await collectUntil(require('node:events').once(port1, 'close'));
      report('close');
    });
    assert.deepEqual(reports, ['close']);
  });

  it("223 so does one whose other end is a renderer's", async () => {
    const reports = await collecting(async ({ report, require, startWorker }, collectUntil) => {
      const { MessageChannelMain, webContents } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer, report }) => {
        ipcRenderer.on('port', ({ ports: [port] }) => {
          port.addEventListener('close', () => {
            report('close');
            ipcRenderer.removeAllListeners();
          });
        });
      });
      webContents.fromWorker(worker).postMessage('port', null, [new MessageChannelMain().port2]);
      await collectUntil(require('node:events').once(worker, 'message').then(report));
    });
    assert.deepEqual(reports, [['close']]);
  });

  it('224 so does one that a renderer posted to nobody', async () => {
    const reports = await collecting(async ({ report, require, startWorker }, collectUntil) => {
      require('ipcmain');
      const worker = startWorker(({ ipcRenderer, report }) => {
        const { port1, port2 } = new MessageChannel();
        port2.ref();
        port2.addEventListener('close', () => report('close'));
        ipcRenderer.postMessage('nobody listens', null, [port1]);
      });
      await collectUntil(require('node:events').once(worker, 'message').then(report));
    });
    assert.deepEqual(reports, [['close']]);
  });

  it('224 so does one that main posted to nobody', async (t) => {
    const { contents } = await readyRenderer(t);
    const { port1, port2 } = channel();
    const seen = untilClosed(port1);
    port1.start();
    contents.postMessage('nobody listens', null, [port2]);
    assert.deepEqual(await seen, ['close']);
  });
});
