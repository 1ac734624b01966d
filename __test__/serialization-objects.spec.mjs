// Contract 8.2, 8.7 and 18, cases 244 and 248 to 251: objects of Node's and of the platform.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { crosses, refused } from './support/routes.mjs';

afterEach(clearMain);

// Each of these functions travels as text, so it asks Node for what it needs.

describe('an object that is refused', () => {
  it('244 one whose getter throws, whatever it throws (fault 94)', async (t) => {
    await refused(t, () => ({
      'a RangeError': {
        get broken() {
          throw new RangeError('of the getter');
        },
      },
      'no Error': [
        {
          get broken() {
            throw undefined;
          },
        },
      ],
    }));
  });

  it('248 shared memory and views of it (fault 98)', async (t) => {
    await refused(t, () => ({
      SharedArrayBuffer: new SharedArrayBuffer(8),
      Uint8Array: new Uint8Array(new SharedArrayBuffer(8)),
      DataView: new DataView(new SharedArrayBuffer(8)),
      Buffer: Buffer.from(new SharedArrayBuffer(8)),
      'in a Map': new Map([['key', new SharedArrayBuffer(8)]]),
    }));
  });

  it('249 what has a native part (fault 114)', async (t) => {
    await refused(t, () => {
      const node = (name) => process.getBuiltinModule(`node:${name}`);
      const { port1, port2 } = new MessageChannel();
      port2.close();
      return {
        KeyObject: node('crypto').createSecretKey(Buffer.from('secret')),
        MessagePort: port1,
        'process.env': process.env,
        'Intl.NumberFormat': new Intl.NumberFormat('en'),
        'Intl.Collator': new Intl.Collator(),
        'WebAssembly.Memory': new WebAssembly.Memory({ initial: 1 }),
      };
    });
  });

  it('249 a WebAssembly.Module', async (t) => {
    await refused(t, () => {
      const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
      const module = new WebAssembly.Module(bytes);
      return { module, nested: [{ key: new Map([[1, module]]) }] };
    });
  });

  // Node's serializer writes nothing for one and says that it did: the message cannot be read then.
  it('249 one in an object of a class is not, but its message cannot be read', async () => {
    const { code, reports } = await runInChild(({ report, require, startWorker }) => {
      const { ipcMain } = require('ipcmain');
      process.on('uncaughtException', ({ name }) => report(name));
      ipcMain.on('module', () => report('module'));
      ipcMain.on('done', () => report('done'));
      startWorker(({ ipcRenderer }) => {
        class Holder {
          module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
        }
        ipcRenderer.send('module', new Holder());
        ipcRenderer.send('done');
      });
    });
    assert.deepEqual([code, reports], [0, ['TypeError', 'done']]);
  });

  it('249 what Node alone would copy or transfer to a Worker: refused where V8 refuses it', async (t) => {
    const { reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { BlockList } = require('node:net');
      const { Serializer } = require('node:v8');
      const succeeds = (act) => {
        try {
          act();
          return true;
        } catch {
          return false;
        }
      };
      const values = [
        new Blob(['text']),
        new BlockList(),
        new ReadableStream(),
        new WritableStream(),
        new TransformStream(),
      ];
      report(
        values.map((value) => [
          value.constructor.name,
          succeeds(() => ipcRenderer.send('x', value)),
          succeeds(() => new Serializer().writeValue(value)),
        ]),
      );
    });
    const outcomes = await reported();
    assert.equal(outcomes.length, 5);
    for (const [name, sent, cloned] of outcomes) assert.equal(sent, cloned, name);
    // Node 20 refuses them all; later ones have made plain JavaScript objects of them.
    if (process.versions.node.startsWith('20.')) assert.ok(outcomes.every(([, sent]) => !sent));
  });
});

describe('an object that arrives as its own fields', () => {
  it('250 those of Node that are written in JavaScript', async (t) => {
    const make = () => ({
      url: new URL('https://example.org/path?query'),
      headers: new Headers({ accept: 'text/html' }),
      signal: new AbortController().signal,
      event: new Event('x'),
    });
    await crosses(t, make, (value, assert) => {
      assert.deepEqual(Object.keys(value), ['url', 'headers', 'signal', 'event']);
      for (const [name, object] of Object.entries(value)) {
        assert.equal(Object.getPrototypeOf(object), Object.prototype, name);
      }
      for (const name of ['url', 'headers']) assert.deepEqual(value[name], {}, name);
    });
  });

  it('250 a DOMException, or as an Error where it is one to V8', async (t) => {
    await crosses(
      t,
      () => new DOMException('text', 'AbortError'),
      (value, assert) => {
        const { isNativeError } = process.getBuiltinModule('node:util').types;
        const isError = isNativeError(new DOMException());
        const prototype = isError ? Error.prototype : Object.prototype;
        assert.equal(Object.getPrototypeOf(value), prototype);
        assert.equal('code' in value, false);
      },
    );
  });

  it('251 an EventEmitter without listeners', async (t) => {
    const make = () => {
      const events = process.getBuiltinModule('node:events');
      return Object.assign(new events.EventEmitter(), { own: [1] });
    };
    await crosses(t, make, (value, assert) => {
      assert.equal(Object.getPrototypeOf(value), Object.prototype);
      assert.deepEqual(value.own, [1]);
      assert.equal(value._eventsCount, 0);
      assert.equal(typeof value._events, 'object');
      assert.deepEqual(Object.keys(value._events), []);
      assert.equal('_maxListeners' in value, true);
    });
  });

  it('251 with a listener it is refused', async (t) => {
    await refused(t, () => {
      const events = process.getBuiltinModule('node:events');
      return { EventEmitter: new events.EventEmitter().on('x', () => {}) };
    });
  });
});
