// Contract 8.5, 8.9 and 18, cases 252 to 255: ArrayBuffers and their views.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { crosses } from './support/routes.mjs';

afterEach(clearMain);

describe('ArrayBuffers', () => {
  it('252 a resizable one stays resizable, and its views keep tracking it (fault 99)', async (t) => {
    const make = () => {
      const buffer = new ArrayBuffer(4, { maxByteLength: 16 });
      new Uint8Array(buffer).set([1, 2, 3, 4]);
      return {
        buffer,
        tracking: new Uint8Array(buffer),
        trackingFromTwo: new Uint16Array(buffer, 2),
        trackingData: new DataView(buffer, 1),
        fixed: new Uint8Array(buffer, 1, 2),
        plain: new ArrayBuffer(4),
      };
    };
    await crosses(t, make, (value, assert) => {
      const { buffer, tracking, trackingFromTwo, trackingData, fixed, plain } = value;
      assert.deepEqual([buffer.resizable, buffer.maxByteLength], [true, 16]);
      assert.equal(plain.resizable, false);
      assert.deepEqual(new Uint8Array(buffer.slice(0)), new Uint8Array([1, 2, 3, 4]));
      for (const view of [tracking, trackingFromTwo, trackingData, fixed]) {
        assert.equal(view.buffer, buffer);
      }
      const lengths = () =>
        [tracking, trackingFromTwo, trackingData, fixed].map((v) => v.byteLength);
      assert.deepEqual(lengths(), [4, 2, 3, 2]);
      buffer.resize(8);
      assert.deepEqual(lengths(), [8, 6, 7, 2]);
      assert.deepEqual([...tracking], [1, 2, 3, 4, 0, 0, 0, 0]);
    });
  });

  it('253 views of every kind keep kind, place and bytes', async (t) => {
    const make = () => {
      const buffer = new Uint8Array(64).map((_, index) => index * 3).buffer;
      const kinds = [
        'Int8Array',
        'Uint8Array',
        'Uint8ClampedArray',
        'Int16Array',
        'Uint16Array',
        'Int32Array',
        'Uint32Array',
        'Float16Array',
        'Float32Array',
        'Float64Array',
        'BigInt64Array',
        'BigUint64Array',
      ].filter((name) => name in globalThis);
      return {
        kinds,
        whole: kinds.map((name) => new globalThis[name](buffer)),
        parts: kinds.map((name) => new globalThis[name](buffer, 16, 2)),
        data: new DataView(buffer, 5, 9),
        buffer,
      };
    };
    await crosses(t, make, ({ kinds, whole, parts, data, buffer }, assert) => {
      assert.ok(kinds.length >= 11);
      const bytes = new Uint8Array(64).map((_, index) => index * 3);
      assert.deepEqual(new Uint8Array(buffer), bytes);
      for (const [index, name] of kinds.entries()) {
        const View = globalThis[name];
        assert.equal(Object.getPrototypeOf(whole[index]), View.prototype);
        assert.equal(whole[index].length, 64 / View.BYTES_PER_ELEMENT);
        assert.equal(Object.getPrototypeOf(parts[index]), View.prototype);
        assert.deepEqual([parts[index].byteOffset, parts[index].length], [16, 2]);
        assert.deepEqual([whole[index].buffer, parts[index].buffer], [buffer, buffer]);
      }
      assert.ok(data instanceof DataView);
      assert.deepEqual([data.byteOffset, data.byteLength, data.getUint8(0)], [5, 9, 15]);
      assert.equal(data.buffer, buffer);
    });
  });

  it('253 two views still share one buffer', async (t) => {
    const make = () => {
      const bytes = new Uint8Array(8);
      return [bytes, bytes.subarray(2, 6), Buffer.from(bytes.buffer, 4), bytes];
    };
    await crosses(t, make, ([whole, part, buffer, again], assert) => {
      assert.equal(whole, again);
      assert.equal(whole.buffer, part.buffer);
      assert.equal(whole.buffer, buffer.buffer);
      assert.notEqual(whole, part);
      whole[4] = 77;
      assert.deepEqual([part[2], buffer[0]], [77, 77]);
    });
  });

  it('253 views without any bytes stay what they are', async (t) => {
    const make = () => [
      new Uint8Array(0),
      new Float64Array(new ArrayBuffer(16), 8, 0),
      new DataView(new ArrayBuffer(4), 4),
      Buffer.alloc(0),
      new ArrayBuffer(0),
    ];
    await crosses(t, make, ([bytes, floats, data, buffer, nothing], assert) => {
      assert.deepEqual(bytes, new Uint8Array(0));
      assert.ok(floats instanceof Float64Array);
      assert.deepEqual([floats.length, floats.byteOffset, floats.buffer.byteLength], [0, 8, 16]);
      assert.deepEqual([data.byteOffset, data.byteLength, data.buffer.byteLength], [4, 0, 4]);
      assert.deepEqual(buffer, new Uint8Array(0));
      assert.deepEqual(nothing, new ArrayBuffer(0));
    });
  });

  it('253 a subclass of a view arrives as the view', async (t) => {
    const make = () => {
      class Bytes extends Uint8Array {}
      return Bytes.from([1, 2]);
    };
    await crosses(t, make, (bytes, assert) => {
      assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
      assert.deepEqual(bytes, new Uint8Array([1, 2]));
    });
  });

  // The one deliberate deviation: in Electron the whole pool of 8192 bytes crosses.
  it('254 a pooled Buffer crosses as its own bytes (fault 103)', async (t) => {
    await crosses(
      t,
      () => Buffer.from('hello'),
      (bytes, assert) => {
        assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
        assert.equal(new TextDecoder().decode(bytes), 'hello');
        assert.deepEqual([bytes.byteOffset, bytes.buffer.byteLength], [0, 5]);
      },
    );
  });

  it('254 any other view crosses with its whole buffer', async (t) => {
    await crosses(
      t,
      () => [Buffer.from(new ArrayBuffer(100), 10, 5), new Uint8Array(100).subarray(10, 15)],
      (views, assert) => {
        for (const view of views) {
          assert.equal(Object.getPrototypeOf(view), Uint8Array.prototype);
          assert.deepEqual([view.byteOffset, view.length, view.buffer.byteLength], [10, 5, 100]);
        }
      },
    );
  });

  it('255 the sender keeps its bytes (fault 104)', async (t) => {
    const kept = new Uint8Array([1, 2, 3]);
    ipcMain.on('test', (event, bytes) => {
      bytes[0] = 99;
      event.returnValue = kept;
    });
    ipcMain.handle('test', () => kept);
    const { contents, reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      const bytes = new Uint8Array([1, 2, 3]);
      ipcRenderer.send('test', bytes.buffer, bytes);
      ipcRenderer.sendSync('test', bytes);
      (await ipcRenderer.invoke('test', bytes))[0] = 98;
      report([...bytes]);
    });
    contents.send('test', kept);
    assert.deepEqual(await reported(), [1, 2, 3]);
    assert.deepEqual([...kept], [1, 2, 3]);
  });
});
