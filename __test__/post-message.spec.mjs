// Contract 2.7, 4.3, 7.3, 7.4, 10 and 18: postMessage both ways, and how ports find their way.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, afterEach, before, describe, it as test } from 'node:test';
import { MessageChannelMain, ipcMain, ipcRenderer } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';
import { bareError, thrownBy } from './support/errors.cjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a message is lost. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

// A port that waits for 'close' does not keep the process alive.
let alive;
before(() => (alive = setInterval(() => {}, 2 ** 30)));
after(() => clearInterval(alive));
afterEach(() => {
  clearMain();
  ipcRenderer.removeAllListeners();
});

const channel = () => new MessageChannelMain();
const upTo = (count) => Array.from({ length: count }, (_, index) => index);
const dataOf = async (port) => (await once(port, 'message'))[0].data;
const notCloned = bareError('An object could not be cloned.');

/** A renderer that posts one port. */
const postsPort = ({ ipcRenderer }) =>
  ipcRenderer.postMessage('test', 'hi', [new MessageChannel().port1]);

/** A renderer that reports, when it gets 'end', everything else that it got before. */
const collects = ({ ipcRenderer, report }) => {
  const seen = [];
  const { emit } = ipcRenderer;
  ipcRenderer.on('end', () => report(seen));
  ipcRenderer.emit = function (channel, event, ...args) {
    if (channel !== 'end') seen.push([channel, event.ports.length, ...args]);
    return emit.call(this, channel, event, ...args);
  };
};

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

for (const [name, again, find] of [
  ['webContents', '', (contents) => contents],
  ['webFrameMain', '170 ', (contents) => contents.mainFrame],
]) {
  describe(`${name}.postMessage`, () => {
    it(`${again}160 it sends one value, to any channel`, async (t) => {
      const { contents, reported } = startRenderer(t, collects);
      const target = find(contents);
      assert.equal(target.postMessage('foo', { some: 'message' }), undefined);
      target.postMessage('', 'more', undefined, 'ignored');
      target.postMessage('ports', undefined, [channel().port1, channel().port2]);
      contents.send('end');
      assert.deepEqual(await reported(), [
        ['foo', 0, { some: 'message' }],
        ['', 0, 'more'],
        ['ports', 2, undefined],
      ]);
    });

    const few = bareError('Insufficient number of arguments.', 'TypeError');
    const bad = bareError('Invalid value for transfer');
    const conversion = 'Error processing argument at index 0, conversion failure from ';
    const used = () => {
      const { port1 } = channel();
      channel().port1.postMessage(null, [port1]);
      return port1;
    };
    const twice = ({ port1 }) => [port1, port1];
    for (const [number, problem, makeArguments, error] of [
      [161, 'no channel', () => [], few],
      [162, 'null', () => [null, '', []], bareError(`${conversion}null`, 'TypeError')],
      [162, 'a number', () => [1], bareError(conversion, 'TypeError')],
      [163, 'no message', () => ['foo'], few],
      [164, 'a value that cannot be cloned', (contents) => ['foo', contents], notCloned],
      [164, 'such a value and a bad list', () => ['foo', () => {}, null], notCloned],
      [165, 'null for a list', () => ['', '', null], bad],
      [165, 'a list that is no array', () => ['', '', new Set()], bad],
      [166, 'a number to transfer', () => ['foo', '', [123]], bad],
      [166, 'a buffer to transfer', () => ['foo', '', [new ArrayBuffer(1)]], bad],
      [167, 'null to transfer', () => ['foo', null, [null]], bad],
      [
        168,
        'a port twice',
        () => ['foo', null, twice(channel())],
        'Port at index 1 is a duplicate.',
      ],
      [169, 'a used port', () => ['foo', null, [used()]], 'Port at index 0 is already neutered.'],
    ]) {
      it(`${again}${number} it refuses ${problem}, and sends nothing`, async (t) => {
        const { contents, reported } = startRenderer(t, collects);
        const target = find(contents);
        const thrown = thrownBy(() => target.postMessage(...makeArguments(contents)));
        assert.deepEqual(thrown, typeof error === 'string' ? bareError(error) : error);
        contents.send('end');
        assert.deepEqual(await reported(), []);
      });
    }
  });
}

describe('a refused transfer', () => {
  it('171 takes nothing from its owner', async (t) => {
    const { contents } = startRenderer(t, () => {});
    const { port1, port2 } = channel();
    assert.throws(() => contents.postMessage('foo', null, [port1, port1]));
    port1.start();
    port2.postMessage('works');
    assert.equal(await dataOf(port1), 'works');
  });

  it('171 to a frame that is gone takes the port, and closes it', async (t) => {
    const { contents, worker } = startRenderer(t, () => {});
    const { mainFrame } = contents;
    const { port1, port2 } = channel();
    port2.start();
    const destroyed = once(contents, 'destroyed');
    await worker.terminate();
    await destroyed;
    const post = () => mainFrame.postMessage('foo', null, [port1]);
    const disposed = 'Render frame was disposed before WebFrameMain could be accessed';
    assert.deepEqual(thrownBy(post), bareError(disposed));
    assert.deepEqual(thrownBy(post), bareError('Port at index 0 is already neutered.'));
    await once(port2, 'close');
  });

  it('172 is an Error in main and a TypeError in a renderer', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      try {
        ipcRenderer.postMessage('test', '', [1]);
      } catch ({ name, message }) {
        report({ name, message });
      }
    });
    const message = 'Invalid value for transfer';
    assert.deepEqual(
      thrownBy(() => contents.postMessage('test', '', [1])),
      bareError(message),
    );
    assert.deepEqual(await reported(), { name: 'TypeError', message });
  });
});

describe('the order of messages', () => {
  it('120 send, sendSync, invoke and postMessage keep their order', async (t) => {
    const numbers = [];
    const listener = (event, number) => {
      numbers.push(number);
      event.returnValue = null;
    };
    for (const way of ['send', 'sendSync', 'postMessage']) ipcMain.on(way, listener);
    ipcMain.handle('invoke', (_event, number) => void numbers.push(number));
    startRenderer(t, ({ ipcRenderer }) => {
      const ways = ['send', 'sendSync', 'invoke', 'postMessage'];
      for (let number = 0; number < 1000; number++) {
        const way = ways[Math.floor(Math.random() * ways.length)];
        const ports = number % 8 === 0 ? [new MessageChannel().port1] : [];
        if (way === 'postMessage') ipcRenderer.postMessage(way, number, ports);
        else ipcRenderer[way](way, number);
      }
      ipcRenderer.send('done');
    });
    await nextMessage(ipcMain, 'done');
    assert.deepEqual(numbers, upTo(1000));
  });

  for (const loaded of [true, false]) {
    const when = loaded ? '' : ', also before the Worker has loaded';
    it(`121 send and postMessage of main keep their order${when}`, async (t) => {
      const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
        const numbers = [];
        ipcRenderer.on('test', ({ ports }, number) => numbers.push([number, ports.length]));
        ipcRenderer.on('end', () => report(numbers));
        report('loaded');
      });
      if (loaded) assert.equal(await reported(), 'loaded');
      for (const number of upTo(1000)) {
        if (number % 2) contents.send('test', number);
        else contents.postMessage('test', number, number % 8 ? [] : [channel().port1]);
      }
      contents.send('end');
      if (!loaded) assert.equal(await reported(), 'loaded');
      const expected = upTo(1000).map((number) => [number, number % 8 ? 0 : 1]);
      assert.deepEqual(await reported(), expected);
    });
  }

  it('126 a port delivers what was posted before it moved, then what was posted after', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        const seen = [];
        port.onmessage = ({ data }) => {
          seen.push(data);
          if (data === 'end') report(seen);
        };
      });
    });
    const { port1, port2 } = channel();
    port2.start();
    for (const value of [1, 2]) port1.postMessage(value);
    contents.postMessage('port', null, [port2]);
    for (const value of [3, 'end']) port1.postMessage(value);
    assert.deepEqual(await reported(), [1, 2, 3, 'end']);
  });

  it('126 so does one that comes from a renderer', async (t) => {
    const arrived = nextMessage(ipcMain, 'port');
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      port2.postMessage(1);
      ipcRenderer.postMessage('port', null, [port1]);
      port2.postMessage(2);
    });
    const [{ ports }] = await arrived;
    const seen = [];
    ports[0].on('message', ({ data }) => seen.push(data));
    ports[0].start();
    await once(ports[0], 'close');
    assert.deepEqual(seen, [1, 2]);
  });
});

describe('the way of a port', () => {
  it('227 a Worker that posts a port and ends at once has posted it', async (t) => {
    const arrived = nextMessage(ipcMain, 'port');
    startRenderer(t, ({ ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      port2.postMessage('last');
      ipcRenderer.postMessage('port', 'hi', [port1]);
      ipcRenderer.send('after');
      process.exit();
    });
    const after = nextMessage(ipcMain, 'after');
    const [{ ports }, message] = await arrived;
    assert.equal(message, 'hi');
    ports[0].start();
    assert.equal(await dataOf(ports[0]), 'last');
    await after;
  });

  it("227 a user's own listeners on the Worker and on parentPort see nothing of it", async (t) => {
    const { contents, worker, reported } = startRenderer(t, ({ ipcRenderer, report, require }) => {
      const seen = [];
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', (value) => {
        seen.push(value);
        report(seen);
      });
      parentPort.on('messageerror', (error) => seen.push(error));
      ipcRenderer.on('port', ({ ports }) => ipcRenderer.postMessage('port', null, ports));
    });
    const seen = [];
    for (const name of ['message', 'messageerror']) worker.on(name, (value) => seen.push(value));
    const { port1, port2 } = channel();
    contents.postMessage('port', null, [port2]);
    const [{ ports }] = await nextMessage(ipcMain, 'port');
    ports[0].start();
    port1.postMessage('through');
    assert.equal(await dataOf(ports[0]), 'through');
    worker.postMessage('mine');
    assert.deepEqual(await reported(), ['mine']);
    assert.deepEqual(seen, [['mine']]);
  });

  it('227 in one thread ports go both ways', async () => {
    const { port1, port2 } = new MessageChannel();
    ipcMain.once('port', ({ sender, ports }) => sender.postMessage('back', 'hi', ports));
    const arrived = nextMessage(ipcRenderer, 'back');
    ipcRenderer.postMessage('port', null, [port1]);
    const [event, message] = await arrived;
    assert.equal(message, 'hi');
    const [port] = event.ports;
    assert.ok(port instanceof MessagePort);
    port2.onmessage = ({ data }) => port2.postMessage(data * 2);
    port.postMessage(21);
    const doubled = await new Promise((resolve) => {
      port.onmessage = resolve;
    });
    assert.equal(doubled.data, 42);
    port.close();
  });

  it('120 in one thread the order is kept, and sendSync sees the port', () => {
    const seen = [];
    ipcMain.on('test', (event, value) => {
      seen.push([value, event.ports?.length]);
      event.returnValue = value;
    });
    ipcRenderer.send('test', 1);
    ipcRenderer.postMessage('test', 2, [new MessageChannel().port1]);
    ipcRenderer.send('test', 3);
    assert.equal(ipcRenderer.sendSync('test', 4), 4);
    assert.deepEqual(seen, [
      [1, undefined],
      [2, 1],
      [3, undefined],
      [4, undefined],
    ]);
  });
});

/** Starts a Worker in a Worker, as text. */
const startsWorker = ({ require, data, report }) => {
  const { Worker } = require('node:worker_threads');
  const worker = new Worker(require.resolve('./renderer-main.cjs'), { workerData: data });
  worker.on('message', (value) => report(value));
  return worker;
};

describe('a Worker of a Worker', () => {
  it('227 ports go both ways through the thread in between, which sees nothing', async (t) => {
    const inner = ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => {
          port.postMessage(data * 2);
          report('done');
        };
      });
      ipcRenderer.postMessage('test', 'hi', [new MessageChannel().port1]);
    };
    const data = { source: String(inner) };
    const { contents, reported } = startRenderer(t, startsWorker, { data });
    const [event, message] = await nextMessage(ipcMain, 'test');
    assert.equal(message, 'hi');
    assert.equal(event.ports.length, 1);
    assert.notEqual(event.sender, contents);
    const { port1, port2 } = channel();
    event.sender.postMessage('port', null, [port2]);
    port1.start();
    port1.postMessage(21);
    assert.equal(await dataOf(port1), 42);
    assert.equal(await reported(), 'done');
  });

  it('120 nothing overtakes a message whose port is held up on its way', async (t) => {
    const flag = new Int32Array(new SharedArrayBuffer(8));
    // The thread in between has noticed its Worker and then does nothing until it is told to.
    const between = (context, startsWorker) => {
      const worker = startsWorker(context);
      worker.once('online', () => Atomics.wait(context.data.data, 0, 0, 10_000));
    };
    const inner = ({ ipcRenderer, data: flag }) => {
      ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
      ipcRenderer.send('test', 2);
      ipcRenderer.postMessage('test', 3, [new MessageChannel().port1]);
      void ipcRenderer.invoke('test', 4);
      Atomics.store(flag, 1, 1);
      Atomics.notify(flag, 1);
    };
    const seen = [];
    ipcMain.on('test', (event, value) => seen.push([value, event.ports?.length]));
    const last = new Promise((resolve) => {
      ipcMain.handle('test', (_event, value) => resolve(seen.push([value])));
    });
    const data = { source: String(inner), data: flag };
    startRenderer(t, using(between, startsWorker), { data });
    startRenderer(
      t,
      ({ ipcRenderer, data: flag }) => {
        Atomics.wait(flag, 1, 0, 10_000);
        ipcRenderer.send('all sent');
      },
      { data: flag },
    );
    await nextMessage(ipcMain, 'all sent');
    assert.deepEqual(seen, []);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    await last;
    assert.deepEqual(seen, [[1, 1], [2, undefined], [3, 1], [4]]);
  });

  it('227 one whose parent has not loaded ipcmain gets an error that says so', async () => {
    const { code, reports, stderr } = await runInChild(({ report, require }) => {
      const { Worker } = require('node:worker_threads');
      const { ipcMain } = require('ipcmain');
      const inner = `
        const { ipcRenderer } = require(${JSON.stringify(require.resolve('ipcmain'))});
        try {
          ipcRenderer.postMessage('test', 1, [new MessageChannel().port1]);
        } catch ({ name, code, message }) {
          ipcRenderer.send('test', { name, code, message });
        }`;
      const outer = `
        const { Worker } = require('node:worker_threads');
        new Worker(${JSON.stringify(inner)}, { eval: true });`;
      ipcMain.on('test', (_event, value) => report(value));
      new Worker(outer, { eval: true });
    });
    assert.deepEqual([code, stderr, reports.length], [0, '', 1]);
    const [{ message, ...error }] = reports;
    assert.deepEqual(error, { name: 'Error', code: 'ERR_IPC_PORT_ROUTE' });
    assert.equal(
      message,
      'ipcmain: a MessagePort cannot reach the main of this Worker: the thread that started it has ' +
        'not loaded ipcmain, or has been blocked for 5 s. Load ipcmain there before starting Workers.',
    );
  });
});
