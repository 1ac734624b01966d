// Contract 9 and 18, cases 210, 211, 231 to 233 and 235 to 237: ports across threads.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it as test } from 'node:test';
import { clearMain } from './support/main.mjs';
import { channel, dataOf, nextPort, readyRenderer, sender, stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a port does not close. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();
afterEach(clearMain);

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
