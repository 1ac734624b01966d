// Contract 3 and 18, cases 69 to 84: the event objects of both sides.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { firstMessage } from './support/exchange.mjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const common = ['type', 'sender', 'senderFrame', 'frameId', 'processId', 'frameTreeNodeId'];

/** Starts a renderer that sends, asks and invokes once, and resolves with its events and contents. */
async function eventsOfEachKind(t) {
  const events = {};
  ipcMain.once('send', (event) => (events.send = event));
  ipcMain.once('sendSync', (event) => {
    events.sendSync = event;
    event.returnValue = null;
  });
  ipcMain.handleOnce('invoke', (event) => void (events.invoke = event));
  const { contents, reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
    ipcRenderer.on('stay', () => {});
    ipcRenderer.send('send');
    ipcRenderer.sendSync('sendSync');
    report(await ipcRenderer.invoke('invoke'));
  });
  await reported();
  return { ...events, contents };
}

/** An event whose renderer has ended. */
async function lateEvent(t) {
  const message = nextMessage(ipcMain, 'test');
  const { contents, worker } = startRenderer(t, ({ ipcRenderer }) => {
    ipcRenderer.on('stay', () => {});
    ipcRenderer.send('test');
  });
  const [event] = await message;
  const destroyed = once(contents, 'destroyed');
  worker.terminate();
  await destroyed;
  return event;
}

describe('the event in main', () => {
  it('79 it has exactly its own keys', async (t) => {
    const { send, sendSync, invoke } = await eventsOfEachKind(t);
    const keys = (event) => Reflect.ownKeys(event).sort();
    assert.deepEqual(keys(send), [...common, 'reply'].sort());
    assert.deepEqual(keys(sendSync), [...common, 'reply', '_replyChannel', 'returnValue'].sort());
    assert.deepEqual(keys(invoke), [...common, '_replyChannel'].sort());
  });

  it('79 all but returnValue are enumerable', async (t) => {
    const { send, sendSync, invoke } = await eventsOfEachKind(t);
    assert.deepEqual(Object.keys(send).sort(), [...common, 'reply'].sort());
    assert.deepEqual(Object.keys(sendSync).sort(), [...common, 'reply', '_replyChannel'].sort());
    assert.deepEqual(Object.keys(invoke).sort(), [...common, '_replyChannel'].sort());
  });

  it('79 its numbers are positive integers and stable', async (t) => {
    const { send, sendSync, invoke, contents } = await eventsOfEachKind(t);
    for (const event of [send, sendSync, invoke]) {
      assert.equal(event.frameId, 1);
      assert.equal(event.processId, contents.mainFrame.processId);
      assert.equal(event.frameTreeNodeId, contents.mainFrame.frameTreeNodeId);
      assert.ok(Number.isInteger(event.processId) && event.processId > 0);
      assert.ok(Number.isInteger(event.frameTreeNodeId) && event.frameTreeNodeId > 0);
    }
  });

  it('79 its reply channel answers once and says whether it did', async (t) => {
    const sent = [];
    ipcMain.once('test', (event) => {
      sent.push(event._replyChannel.sendReply('first'), event._replyChannel.sendReply('second'));
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      report(ipcRenderer.sendSync('test'));
    });
    assert.equal(await renderer.reported(), 'first');
    assert.deepEqual(sent, [true, false]);
  });

  it('80 its type is "frame" and preventDefault only sets a flag', async (t) => {
    const { send, sendSync, invoke } = await eventsOfEachKind(t);
    for (const event of [send, sendSync, invoke]) {
      assert.equal(event.type, 'frame');
      assert.equal(event.defaultPrevented, false);
      assert.equal(event.preventDefault(), undefined);
      assert.equal(event.defaultPrevented, true);
      assert.equal(Reflect.set(event, 'defaultPrevented', false), false);
    }
  });

  it('80 preventDefault does not stop the message', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      report(ipcRenderer.sendSync('test'));
    });
    contents.on('ipc-message-sync', (event) => event.preventDefault());
    ipcMain.on('test', (event) => (event.returnValue = event.defaultPrevented));
    assert.equal(await reported(), true);
  });

  it('81 its class is called Event', async (t) => {
    const { send, sendSync, invoke } = await eventsOfEachKind(t);
    for (const event of [send, sendSync, invoke]) assert.equal(event.constructor.name, 'Event');
  });

  it('82 sender and senderFrame are the contents and its main frame', async (t) => {
    const { send, sendSync, invoke, contents } = await eventsOfEachKind(t);
    for (const event of [send, sendSync, invoke]) {
      assert.equal(event.sender, contents);
      assert.equal(event.senderFrame, contents.mainFrame);
    }
  });

  it('77 an argument that an earlier listener changes is changed for later ones', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    const { contents } = startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('test', ['sent']));
    contents.mainFrame.ipc.on('test', (_event, list) => list.push('frame'));
    contents.ipc.on('test', (_event, list) => list.push('contents'));
    assert.deepEqual((await message)[1], ['sent', 'frame', 'contents']);
  });

  it('78 what a listener adds to the event is there for later ones', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    const { contents } = startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('test'));
    contents.on('ipc-message', (event) => (event.first = 1));
    contents.mainFrame.ipc.on('test', (event) => (event.second = event.first + 1));
    const [event] = await message;
    assert.deepEqual([event.first, event.second], [1, 2]);
  });

  it('83 returnValue on the event of a send is an ordinary property', async (t) => {
    const message = nextMessage(ipcMain, 'test');
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      const { emit } = ipcRenderer;
      ipcRenderer.emit = function (name, ...args) {
        seen.push(name);
        return emit.call(this, name, ...args);
      };
      ipcRenderer.on('marker', () => report(seen));
      ipcRenderer.send('test');
    });
    const [event] = await message;
    assert.equal('returnValue' in event, false);
    event.returnValue = 5;
    assert.deepEqual(Object.getOwnPropertyDescriptor(event, 'returnValue'), {
      value: 5,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    contents.send('marker');
    assert.deepEqual(await reported(), ['marker']);
  });
});

describe('event.reply', () => {
  it('69 it sends to the renderer that has sent', async (t) => {
    const replies = [];
    ipcMain.once('test-echo', (event, arg) => replies.push(event.reply('test-echo', arg, 2)));
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('test-echo', (_event, ...args) => report(args));
      ipcRenderer.send('test-echo', 'hello');
    });
    assert.deepEqual(await renderer.reported(), ['hello', 2]);
    assert.deepEqual(replies, [undefined]);
  });

  it('69 it works on the event of a sendSync and detached', async (t) => {
    ipcMain.once('test', (event) => {
      const { reply } = event;
      reply('note', 1);
      event.returnValue = null;
    });
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('note', (_event, value) => report(value));
      ipcRenderer.sendSync('test');
    });
    assert.equal(await renderer.reported(), 1);
  });

  it('70 an invoke event has none', async (t) => {
    const { invoke } = await eventsOfEachKind(t);
    assert.equal(invoke.reply, undefined);
    assert.equal('returnValue' in invoke, false);
    assert.equal('ports' in invoke, false);
  });

  it('71 after the renderer is gone it does nothing, silently (fault 72)', async (t) => {
    const event = await lateEvent(t);
    const printed = [captureConsole(t, 'error'), captureConsole(t, 'warn')];
    assert.equal(event.reply('test', 1), undefined);
    assert.equal(event.reply(null), undefined);
    assert.equal(
      event.reply('test', () => {}),
      undefined,
    );
    assert.deepEqual(printed, [[], []]);
  });

  it('72 after the renderer is gone event.sender.send throws', async (t) => {
    const event = await lateEvent(t);
    const error = { name: 'TypeError', message: 'Object has been destroyed' };
    assert.throws(() => event.sender.send('test', 1), error);
    assert.throws(() => event.sender.send(), error);
  });

  it('73 a channel that is not a string is refused', async (t) => {
    const [event] = await firstMessage(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      ipcRenderer.send('test');
    });
    const error = { name: 'TypeError', message: 'Missing required channel argument' };
    assert.throws(() => event.reply(), error);
    assert.throws(() => event.reply(null), error);
    assert.throws(() => event.reply(5), error);
  });

  it('74 what cannot be cloned is printed, not thrown', async (t) => {
    const printed = captureConsole(t, 'error');
    const message = nextMessage(ipcMain, 'test');
    const { reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('answer', (_event, value) => report(value));
      ipcRenderer.send('test');
    });
    const [event] = await message;
    assert.equal(
      event.reply('answer', () => {}),
      undefined,
    );
    event.reply('answer', 'marker');
    assert.equal(await reported(), 'marker');
    assert.equal(printed.length, 1);
    const [text, error] = printed[0];
    assert.equal(printed[0].length, 2);
    assert.equal(text, 'Error sending from webFrameMain: ');
    assert.equal(Object.getPrototypeOf(error), Error.prototype);
    assert.equal(error.message, 'Failed to serialize arguments');
  });
});

describe('the event in a renderer', () => {
  it('84 it has exactly sender and ports', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const events = [];
      ipcRenderer.on('test', (event) => events.push(event));
      ipcRenderer.on('test', function (event) {
        report({
          keys: Reflect.ownKeys(event).sort(),
          prototype: Object.getPrototypeOf(event) === Object.prototype,
          sender: event.sender === ipcRenderer,
          ports: event.ports,
          self: this === ipcRenderer,
          shared: events.at(-1) === event,
          fresh: new Set(events).size === events.length,
        });
      });
    });
    contents.send('test', 1);
    contents.send('test', 2);
    for (let message = 1; message <= 2; message++) {
      assert.deepEqual(await reported(), {
        keys: ['ports', 'sender'],
        prototype: true,
        sender: true,
        ports: [],
        self: true,
        shared: true,
        fresh: true,
      });
    }
  });
});
