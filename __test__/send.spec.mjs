// Contract 2 and 18, cases 62 to 94: ipcRenderer.send and the renderer's emitter.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { describeError, firstMessage, notCloned, using } from './support/exchange.mjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

describe('ipcRenderer.send', () => {
  it('62 an object with an id property arrives as it is', async (t) => {
    const [, value] = await firstMessage(t, ({ ipcRenderer }) => {
      ipcRenderer.send('test', { id: 5, child: { id: 'x' } });
    });
    assert.deepEqual(value, { id: 5, child: { id: 'x' } });
  });

  it('63 a Date arrives as a Date', async (t) => {
    const [, value] = await firstMessage(t, ({ ipcRenderer }) => {
      ipcRenderer.send('test', new Date('2016-06-01T10:20:30.456Z'));
    });
    assert.ok(value instanceof Date);
    assert.equal(value.toISOString(), '2016-06-01T10:20:30.456Z');
  });

  it('64 a Buffer arrives as a Uint8Array', async (t) => {
    const [, value] = await firstMessage(t, ({ ipcRenderer }) => {
      ipcRenderer.send('test', Buffer.from('hello'));
    });
    assert.equal(Buffer.isBuffer(value), false);
    assert.deepEqual(value, new Uint8Array([104, 101, 108, 108, 111]));
  });

  it('65 references shared by two arguments stay shared', async (t) => {
    const [, first, second] = await firstMessage(t, ({ ipcRenderer }) => {
      const child = { hello: 'world' };
      ipcRenderer.send('test', { name: 'foo', child }, { name: 'bar', child });
    });
    assert.deepEqual(first, { name: 'foo', child: { hello: 'world' } });
    assert.deepEqual(second, { name: 'bar', child: { hello: 'world' } });
    assert.equal(first.child, second.child);
  });

  it('66 a cyclic array and a cyclic object arrive cyclic', async (t) => {
    const [, array, object] = await firstMessage(t, ({ ipcRenderer }) => {
      const array = [5];
      array.push(array);
      const object = { name: 'foo' };
      object.child = { parent: object };
      ipcRenderer.send('test', array, object);
    });
    assert.equal(array[0], 5);
    assert.equal(array[1], array);
    assert.equal(object.name, 'foo');
    assert.equal(object.child.parent, object);
  });

  it('67 a host object is refused and nothing is sent', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    const renderer = startRenderer(
      t,
      using(({ ipcRenderer, report, require }, describeError) => {
        const { Script } = require('node:vm');
        try {
          ipcRenderer.send('test', new Script('0'));
        } catch (error) {
          report(describeError(error));
        }
        ipcRenderer.send('test', 'marker');
      }, describeError),
    );
    assert.deepEqual(await renderer.reported(), notCloned);
    assert.equal((await message)[1], 'marker');
  });

  it('68 an External value is refused', async (t) => {
    const renderer = startRenderer(
      t,
      using(({ ipcRenderer, report, require }, describeError) => {
        const { createServer } = require('node:net');
        const { isExternal } = require('node:util').types;
        const server = createServer().listen(0, '127.0.0.1', () => {
          const external = server._handle._externalStream;
          report(isExternal(external));
          try {
            ipcRenderer.send('test', external);
          } catch (error) {
            report(describeError(error));
          }
          server.close();
        });
      }, describeError),
    );
    assert.equal(await renderer.reported(), true);
    assert.deepEqual(await renderer.reported(), notCloned);
  });

  it('75 a listener gets exactly as many arguments as were sent', async (t) => {
    const counts = [];
    const done = nextMessage(ipcMain, 'done');
    ipcMain.on('test', (...args) => counts.push(args.length));
    startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.send('test');
      ipcRenderer.send('test', undefined);
      ipcRenderer.send('test', 1, undefined, undefined);
      ipcRenderer.send('done');
    });
    await done;
    assert.deepEqual(counts, [1, 2, 4]);
  });

  it('76 send returns undefined and a listener is called on its emitter', async (t) => {
    const self = new Promise((resolve) => {
      ipcMain.once('test', function () {
        resolve(this);
      });
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      report(ipcRenderer.send('test'));
    });
    assert.equal(await renderer.reported(), undefined);
    assert.equal(await self, ipcMain);
  });

  it('89 send, sendSync and invoke work detached', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    ipcMain.on('sync', (event) => (event.returnValue = 1));
    ipcMain.handle('invoke', () => 2);
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const { send, sendSync, invoke } = ipcRenderer;
      send('test', 0);
      report([sendSync('sync'), await invoke('invoke')]);
    });
    assert.deepEqual(await renderer.reported(), [1, 2]);
    assert.equal((await message)[1], 0);
  });

  it('92 sendToHost reaches nobody', async (t) => {
    const seen = [];
    const done = nextMessage(ipcMain, 'done');
    ipcMain.on('test', () => seen.push('ipcMain'));
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.sendToHost('test', 1);
      ipcRenderer.send('done');
    });
    contents.on('ipc-message', (_event, channel) => seen.push(channel));
    contents.ipc.on('test', () => seen.push('contents'));
    contents.mainFrame.ipc.on('test', () => seen.push('frame'));
    await done;
    assert.deepEqual(seen, ['done']);
  });
});

describe('the emitter of ipcRenderer', () => {
  it('85 it has no listeners at start', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) =>
      report(ipcRenderer.eventNames()),
    );
    assert.deepEqual(await renderer.reported(), []);
  });

  it('86 removeAllListeners with a channel removes only that channel', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('channel1', () => {});
      ipcRenderer.on('channel2', () => {});
      ipcRenderer.removeAllListeners('channel1');
      report(ipcRenderer.eventNames());
    });
    assert.deepEqual(await renderer.reported(), ['channel2']);
  });

  it('87 removeAllListeners without a channel removes them all', async (t) => {
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('channel1', () => {});
      ipcRenderer.on('channel2', () => {});
      ipcRenderer.removeAllListeners();
      report(ipcRenderer.eventNames());
    });
    assert.deepEqual(await renderer.reported(), []);
  });

  it('88 an unheard "error" message is an uncaught exception of the renderer alone', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      process.on('uncaughtException', ({ code, message }) => report({ code, message }));
      ipcRenderer.on('next', (_event, value) => report(value));
    });
    contents.send('error', 1);
    contents.send('next', 2);
    const { code, message } = await reported();
    assert.equal(code, 'ERR_UNHANDLED_ERROR');
    assert.match(message, /^Unhandled error\. \(/);
    assert.equal(await reported(), 2);
  });

  it('90 it has what main has of an EventEmitter, and nothing else', async (t) => {
    const describeEmitter = (emitter, { prototype }) => {
      const names = Reflect.ownKeys(prototype).filter((name) => name !== 'constructor');
      const methods = names.filter((name) => typeof emitter[name] === 'function');
      return {
        types: names.map((name) => `${String(name)}: ${typeof emitter[name]}`),
        lengths: methods.map((name) => `${String(name)}: ${emitter[name].length}`),
        ofNode: methods.filter((name) => emitter[name] === prototype[name]).map(String),
        isEmitter: Object.prototype.isPrototypeOf.call(prototype, emitter),
        maxListeners: emitter.getMaxListeners(),
      };
    };
    const renderer = startRenderer(
      t,
      using(({ ipcRenderer, report, require }, describeEmitter) => {
        report(describeEmitter(ipcRenderer, require('node:events')));
      }, describeEmitter),
    );
    const expected = describeEmitter(ipcMain, EventEmitter);
    assert.ok(expected.isEmitter && expected.types.length > 15);
    assert.deepEqual(await renderer.reported(), expected);
  });

  it('90 once, off and prependListener behave as those of Node', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const log = [];
      const removed = () => log.push('removed');
      ipcRenderer.once('test', () => log.push('once'));
      ipcRenderer.on('test', removed);
      ipcRenderer.prependListener('test', () => log.push('first'));
      ipcRenderer.off('test', removed);
      ipcRenderer.on('done', () => report(log));
    });
    contents.send('test');
    contents.send('test');
    contents.send('done');
    assert.deepEqual(await reported(), ['first', 'once', 'first']);
  });
});
