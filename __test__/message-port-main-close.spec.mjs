// Contract 9 and 18, cases 212 to 214 and 217 to 220: a port of main that is closed.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';
import { CLOSE, arrival, channel, listening, record, stayAlive } from './support/ports.mjs';

const deadline = { timeout: 20_000 };

stayAlive();

describe('a closed port', deadline, () => {
  it('212 it posts nothing and says nothing', async () => {
    const { port1, seen } = listening();
    port1.close();
    assert.equal(port1.postMessage('hello'), undefined);
    await arrival();
    assert.deepEqual(seen, [CLOSE]);
  });

  it('213 a message to a closed port is dropped, and does not keep the process alive', async () => {
    // In a child, because here something else may keep the process alive.
    const { code, signal, reports } = await runInChild(({ report, require }) => {
      const { port1, port2 } = new (require('ipcmain').MessageChannelMain)();
      for (const name of ['message', 'close']) port2.on(name, () => report(name));
      port2.start();
      port2.close();
      report(port1.postMessage('hello') === undefined);
    });
    assert.deepEqual(
      { code, signal, reports },
      { code: 0, signal: null, reports: ['close', true] },
    );
  });

  it('214 neither value nor list are looked at, and no port is taken', () => {
    const [closed, given, carrier] = [channel().port1, channel().port1, channel().port1];
    const free = channel().port1;
    closed.close();
    carrier.postMessage(null, [given]);
    for (const port of [closed, given]) {
      port.postMessage(() => {});
      port.postMessage(null, 'no list');
      port.postMessage(null, [port, free, free]);
      port.postMessage(null, [free]);
      port.start();
    }
    carrier.postMessage(null, [free]);
  });

  it("217 close emits 'close' at once, once, with one argument", () => {
    for (const started of [false, true]) {
      const { port1 } = channel();
      const seen = record(port1);
      if (started) port1.start();
      assert.equal(port1.close(), undefined);
      assert.deepEqual(seen, [CLOSE]);
      port1.close();
      port1.start();
      assert.deepEqual(seen, [CLOSE]);
    }
  });

  it("218 the other end gets 'close' when it is started, after what was queued", async () => {
    for (const queued of [[], [1, 2]]) {
      const { port1, port2 } = channel();
      const seen = record(port2);
      for (const value of queued) port1.postMessage(value);
      port1.close();
      await arrival();
      assert.deepEqual(seen, []);
      port2.start();
      // Not in start itself.
      assert.deepEqual(seen, []);
      await once(port2, 'close');
      await arrival();
      assert.deepEqual(seen, [...queued, CLOSE]);
    }
  });

  it('219 what was posted before close still arrives', async () => {
    const { port1, port2, seen } = listening();
    for (const value of [1, 2, 3]) port1.postMessage(value);
    port1.close();
    await once(port2, 'close');
    assert.deepEqual(seen, [1, 2, 3, CLOSE]);
  });

  it('220 close drops what this port has not read', async () => {
    const { port1, port2, seen } = listening();
    port1.postMessage('unread');
    port2.close();
    await arrival();
    assert.deepEqual(seen, [CLOSE]);
  });

  it('220 also when a listener closes it', async () => {
    const { port1, port2, seen } = listening();
    port2.once('message', () => port2.close());
    for (const value of [1, 2, 3]) port1.postMessage(value);
    await arrival();
    assert.deepEqual(seen, [1, CLOSE]);
  });
});
