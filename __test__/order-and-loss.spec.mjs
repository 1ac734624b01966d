// Faults 20, 65 and 81: whatever is sent arrives once, whole, in the order of its sender. `node ci/order.mjs` does
// the same with a million messages, `npm run soak` with more.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain } from './support/main.mjs';
import { exchangeNumbered } from './support/order.mjs';
import { sharesMemory, startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

describe('numbered messages', () => {
  it('fault 81: 40,000 of every kind and size from 8 renderers, and the answers to them', async () => {
    const { arrived, received, sent, wrong } = await exchangeNumbered({
      messages: 40_000,
      workers: 8,
      seed: 81,
    });
    assert.deepEqual(wrong, []);
    assert.equal(arrived, 40_000);
    // Each way was gone, and answered.
    assert.ok(Object.values(sent).every((times) => times >= 200) && received > 15_000);
    assert.deepEqual(ipcMain.inspect().queued, { messages: 0, bytes: 0 });
  });

  it('fault 20: 100,000 synchronous round trips, with pauses in which both sides fall asleep', async (t) => {
    let next = 0;
    ipcMain.on('ping', (event, n) => {
      const answer = n === next++ ? n : -1;
      // Now and then the answer comes when the other side has gone to sleep.
      if (n % 1000 === 0) setTimeout(() => (event.returnValue = answer), 2);
      else event.returnValue = answer;
    });
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const pause = new Int32Array(new SharedArrayBuffer(4));
      const wrong = [];
      for (let n = 0; n < 100_000; n++) {
        const answer = ipcRenderer.sendSync('ping', n);
        if (answer !== n) wrong.push([n, answer]);
        if (n % 1000 === 500) Atomics.wait(pause, 0, 0, 1);
      }
      report(wrong);
    });
    assert.deepEqual(await reported(), []);
    assert.equal(next, 100_000);
  });

  it(
    'fault 65: a renderer that ends anywhere in its sending has sent a beginning of it, whole',
    { skip: sharesMemory },
    async (t) => {
      const counts = [];
      for (let round = 0; round < 20; round++) {
        const flag = new Int32Array(new SharedArrayBuffer(4));
        const seen = [];
        const whole = [];
        const { worker, contents } = startRenderer(
          t,
          ({ ipcRenderer, data: flag }) => {
            for (let n = 0; ; n++) {
              // Some with a body, some with a block beside it.
              ipcRenderer.send('x', n, new Uint8Array(n % 3 === 0 ? 20_000 : 20).fill(n));
              Atomics.store(flag, 0, n);
            }
          },
          { data: flag },
        );
        contents.ipc.on('x', (_event, n, bytes) => {
          seen.push(n);
          whole.push(bytes.length === (n % 3 === 0 ? 20_000 : 20) && bytes.at(-1) === n % 256);
        });
        const destroyed = new Promise((resolve) => contents.once('destroyed', resolve));
        await new Promise((resolve) => contents.ipc.once('x', resolve));
        while (Atomics.load(flag, 0) < 10 + round * 7);
        void worker.terminate();
        await destroyed;
        assert.deepEqual(seen, Array.from(seen.keys()));
        assert.ok(whole.every(Boolean));
        // What it has sent before is not lost, either.
        assert.ok(seen.length > Atomics.load(flag, 0), `${seen.length}, ${Atomics.load(flag, 0)}`);
        counts.push(seen.length);
      }
      assert.ok(Math.min(...counts) > 0, counts.join());
    },
  );
});
