// Contract 2.7, 4.3, 7.4 and 18: ipcRenderer.postMessage, and what main gets of it.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, it as test } from 'node:test';
import { ipcMain } from 'ipcmain';
import { firstMessage, using } from './support/exchange.mjs';
import { bareError } from './support/errors.cjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { channel, dataOf, stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a message is lost. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();
afterEach(clearMain);

/** A renderer that posts one port. */
const postsPort = ({ ipcRenderer }) =>
  ipcRenderer.postMessage('test', 'hi', [new MessageChannel().port1]);

describe('ipcRenderer.postMessage', () => {
  it('70 its event has no reply, and neither has that of an invoke', async (t) => {
    const posted = nextMessage(ipcMain, 'test');
    const invoked = new Promise((resolve) => ipcMain.handle('invoke', resolve));
    startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.postMessage('test', 1);
      void ipcRenderer.invoke('invoke');
    });
    for (const event of [(await posted)[0], await invoked]) assert.equal('reply' in event, false);
    const [{ returnValue, _replyChannel }] = await posted;
    assert.deepEqual([returnValue, _replyChannel], [undefined, undefined]);
  });

  it('92 it counts a bad channel from 0, as sendToHost does, which reaches nobody', async (t) => {
    const heard = [];
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { thrownBy } = require('./errors.cjs');
      for (const method of ['postMessage', 'sendToHost']) {
        const bad = [undefined, null, 5];
        report(bad.map((channel) => thrownBy(() => ipcRenderer[method](channel))));
      }
      ipcRenderer.sendToHost('test', 1);
      ipcRenderer.send('done');
    });
    for (const emitter of [contents, contents.mainFrame.ipc, contents.ipc, ipcMain]) {
      const { emit } = emitter;
      t.mock.method(emitter, 'emit', (name, ...args) => {
        heard.push(name);
        return emit.call(emitter, name, ...args);
      });
    }
    await nextMessage(ipcMain, 'done');
    assert.deepEqual(heard.slice(heard.indexOf('ipc-message')), [
      'ipc-message',
      ...Array(3).fill('done'),
    ]);
    const text = 'Error processing argument at index 0, conversion failure from ';
    const refusals = ['undefined', 'null', ''].map((shown) => bareError(text + shown, 'TypeError'));
    assert.deepEqual([await reported(), await reported()], [refusals, refusals]);
  });

  it('147 frame, contents and ipcMain get the event and one value; nobody else does', async (t) => {
    const calls = [];
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.postMessage('test', 'value', undefined, 'more');
      ipcRenderer.postMessage('test');
      ipcRenderer.send('done');
    });
    const listener =
      (name) =>
      (_event, ...args) =>
        calls.push([name, ...args]);
    contents.on('ipc-message', (_event, channel) => calls.push(channel));
    contents.on('ipc-message-sync', () => calls.push('sync'));
    contents.mainFrame.ipc.on('test', listener('frame'));
    contents.ipc.on('test', listener('contents'));
    ipcMain.on('test', listener('ipcMain'));
    await nextMessage(ipcMain, 'done');
    const order = ['frame', 'contents', 'ipcMain'];
    const both = ['value', undefined].flatMap((value) => order.map((name) => [name, value]));
    assert.deepEqual(calls, [...both, 'done']);
  });

  for (const [number, name, find] of [
    ['130', 'webContents.ipc', (contents) => contents.ipc],
    ['138', 'webFrameMain.ipc', (contents) => contents.mainFrame.ipc],
    ['227', 'ipcMain', () => ipcMain],
  ]) {
    it(`${number} ${name} gets the message with its port`, async (t) => {
      const { contents } = startRenderer(t, postsPort);
      const [event, message] = await nextMessage(find(contents), 'test');
      assert.equal(message, 'hi');
      assert.equal(event.ports.length, 1);
      assert.ok(event.ports[0] instanceof EventEmitter);
      assert.equal(event.ports[0].constructor, channel().port1.constructor);
      assert.equal(event.sender, contents);
      assert.equal(event.senderFrame.parent, null);
      assert.equal(event.senderFrame.frameToken, contents.mainFrame.frameToken);
    });
  }

  it('228 without a list, or with an empty one, ports is an empty array', async (t) => {
    const seen = [];
    ipcMain.on('test', ({ ports }, message) => seen.push([message, ports]));
    startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.postMessage('test', 'hi');
      ipcRenderer.postMessage('test', 'undefined', undefined);
      ipcRenderer.postMessage('test', 'empty', []);
      ipcRenderer.send('done');
    });
    await nextMessage(ipcMain, 'done');
    assert.deepEqual(seen, [
      ['hi', []],
      ['undefined', []],
      ['empty', []],
    ]);
  });

  /** What a renderer says of each bad list, when nothing but the last message has arrived. */
  async function refusalsOf(t, makeLists) {
    const seen = [];
    ipcMain.on('test', (_event, value) => seen.push(value));
    const run = ({ ipcRenderer, report, require }, makeLists) => {
      const { thrownBy } = require('./errors.cjs');
      report(makeLists().map((list) => thrownBy(() => ipcRenderer.postMessage('test', '', list))));
      ipcRenderer.postMessage('test', 'end');
    };
    const { reported } = startRenderer(t, using(run, makeLists));
    const refusals = await reported();
    while (seen.at(-1) !== 'end') await once(ipcMain, 'test');
    assert.deepEqual(seen, ['end']);
    return refusals;
  }

  const invalid = bareError('Invalid value for transfer', 'TypeError');

  it('229 what is not a port cannot be transferred', async (t) => {
    const refusals = await refusalsOf(t, () =>
      [new ArrayBuffer(10), 1, null, {}, 'port', undefined].map((item) => [item]),
    );
    assert.deepEqual(refusals, Array(6).fill(invalid));
  });

  it('229 nor a port twice, nor one that was given away', async (t) => {
    const refusals = await refusalsOf(t, () => {
      const [{ port1: twice }, { port1: given }] = [new MessageChannel(), new MessageChannel()];
      new MessageChannel().port1.postMessage(null, [given]);
      return [[twice, twice], [given]];
    });
    assert.deepEqual(refusals, [invalid, invalid]);
  });

  it('230 the list must be an array', async (t) => {
    const refusals = await refusalsOf(t, () => {
      const { port1 } = new MessageChannel();
      return [null, new Set([port1]), { 0: port1, length: 1 }, port1, 'list', { transfer: [] }];
    });
    assert.deepEqual(refusals, Array(6).fill(invalid));
  });

  it('230 also no proxy of one, and its own iterator is not asked', async (t) => {
    const refusals = await refusalsOf(t, () => {
      const { port1, port2 } = new MessageChannel();
      const iterable = [{}];
      iterable[Symbol.iterator] = () => [port1].values();
      const throwing = Object.defineProperty([], 0, {
        get() {
          throw new RangeError('on purpose');
        },
      });
      return [new Proxy([], {}), new Proxy([port2], {}), iterable, throwing];
    });
    assert.deepEqual(refusals, Array(4).fill(invalid));
  });

  it('229 what only looks like a port cannot be transferred', async (t) => {
    const refusals = await refusalsOf(t, () => {
      const { port1 } = new MessageChannel();
      return [[Object.create(MessagePort.prototype)], [new Proxy(port1, {})]];
    });
    assert.deepEqual(refusals, [invalid, invalid]);
  });

  it('230 an iterator of the list is not asked for its ports', async (t) => {
    const [{ ports }] = await firstMessage(t, ({ ipcRenderer }) => {
      const { port1 } = new MessageChannel();
      const list = Object.assign([port1], { [Symbol.iterator]: () => [].values() });
      ipcRenderer.postMessage('test', '', list);
    });
    assert.equal(ports.length, 1);
  });

  it('234 nothing is lost by what is not even an object', async (t) => {
    const { reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { thrownBy } = require('./errors.cjs');
      const { port1, port2 } = new MessageChannel();
      report(thrownBy(() => ipcRenderer.postMessage('test', '', [port1, null])));
      port2.onmessage = ({ data }) => {
        report(data);
        port2.close();
      };
      port1.postMessage('works');
    });
    assert.deepEqual(await reported(), invalid);
    assert.equal(await reported(), 'works');
  });

  it('234 the ports before the bad one are lost in a renderer', async (t) => {
    const { reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const { thrownBy } = require('./errors.cjs');
      const { port1, port2 } = new MessageChannel();
      port2.ref();
      port2.addEventListener('close', () => report('close'));
      const lists = [[port1, {}], [port1]];
      report(lists.map((list) => thrownBy(() => ipcRenderer.postMessage('test', '', list))));
    });
    assert.deepEqual(await reported(), [invalid, invalid]);
    assert.equal(await reported(), 'close');
  });

  it('234 in main they still work', async (t) => {
    const { contents } = startRenderer(t, () => {});
    const { port1, port2 } = channel();
    const carrier = channel().port1;
    assert.throws(() => contents.postMessage('test', null, [port1, {}]), Error);
    assert.throws(() => carrier.postMessage(null, [port1, {}]), TypeError);
    port1.start();
    port2.postMessage('works');
    assert.equal(await dataOf(port1), 'works');
  });
});
