// Contract 5 and 18, cases 31 to 61 without failures: what an invoke gives to its handler and gets.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { bareError } from './support/errors.cjs';
import { captureConsole, clearMain } from './support/main.mjs';
import { sharesMemory, startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** Starts a renderer that invokes 'test' with some arguments and reports `{ value }` or `{ error }`. */
function startInvoke(t, ...args) {
  return startRenderer(
    t,
    async ({ ipcRenderer, report, data, require }) => {
      const { settled } = require('./errors.cjs');
      report(await settled(ipcRenderer.invoke('test', ...data)));
    },
    { data: args },
  );
}

/** What an invoke of 'test' comes to when a handler answers it. */
function invokeOf(t, handler, ...args) {
  ipcMain.handle('test', handler);
  return startInvoke(t, ...args).reported();
}

const thenable = (then) => Object.fromEntries([['then', then]]);

const remote = (text) => ({ error: bareError(`Error invoking remote method 'test': ${text}`) });

describe('results of invoke', () => {
  it('31 an invoke resolves with what a synchronous handler returns', async (t) => {
    const calls = [];
    const result = await invokeOf(
      t,
      (_event, ...args) => {
        calls.push(args);
        return 3;
      },
      123,
    );
    assert.deepEqual(result, { value: 3 });
    assert.deepEqual(calls, [[123]]);
  });

  it('32 an invoke resolves with what an asynchronous handler resolves with', async (t) => {
    const result = await invokeOf(
      t,
      async (_event, arg) => {
        await Promise.resolve();
        return arg;
      },
      3,
    );
    assert.deepEqual(result, { value: 3 });
  });

  it('32 a handler that is a proxy is called and nothing else', async (t) => {
    const get = () => {
      throw new Error('nobody has to look at a handler');
    };
    assert.deepEqual(await invokeOf(t, new Proxy(async () => 3, { get })), { value: 3 });
  });

  it('40 an answered invoke prints nothing', async (t) => {
    const printed = captureConsole(t, 'error');
    const warned = captureConsole(t, 'warn');
    await invokeOf(t, () => 3);
    assert.deepEqual([...printed, ...warned], []);
  });

  it('45 no result is undefined, and null is null', async (t) => {
    const results = [undefined, null];
    ipcMain.handle('test', () => results.shift());
    ipcMain.handle('nothing', async () => {});
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      report([
        await ipcRenderer.invoke('test'),
        await ipcRenderer.invoke('test'),
        await ipcRenderer.invoke('nothing'),
      ]);
    });
    assert.deepEqual(await renderer.reported(), [undefined, null, undefined]);
  });

  it('46 an Error that is returned is a result', async (t) => {
    ipcMain.handle('test', () => new TypeError('returned'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { describeError } = require('./errors.cjs');
      const value = await ipcRenderer.invoke('test');
      report([value instanceof Error, describeError(value)]);
    });
    assert.deepEqual(await renderer.reported(), [true, bareError('returned', 'TypeError')]);
  });

  it('47 a result that looks like a failed reply is a result', async (t) => {
    assert.deepEqual(await invokeOf(t, () => ({ error: 'x', result: 1 })), {
      value: { error: 'x', result: 1 },
    });
  });

  it('48 a thenable is adopted (fault 76)', async (t) => {
    const result = await invokeOf(t, () => thenable((resolve) => resolve('adopted')));
    assert.deepEqual(result, { value: 'adopted' });
  });

  it('48 a thenable that rejects, and one that throws, are failures (fault 76)', async (t) => {
    captureConsole(t, 'error');
    const rejecting = thenable((_resolve, reject) => reject(new Error('rejected')));
    assert.deepEqual(await invokeOf(t, () => rejecting), remote('Error: rejected'));
    const throwing = thenable(() => {
      throw new RangeError('thrown');
    });
    ipcMain.removeHandler('test');
    assert.deepEqual(await invokeOf(t, () => throwing), remote('RangeError: thrown'));
  });

  it('55 some that stay open while others are answered get their own answers', async (t) => {
    const answers = new Map();
    ipcMain.handle('keep', (_event, n) => new Promise((resolve) => answers.set(n, resolve)));
    ipcMain.handle('test', (_event, n) => n);
    ipcMain.handle('answer', () => {
      for (const [n, resolve] of [...answers].reverse()) resolve(n);
    });
    const { reported } = startRenderer(t, async ({ ipcRenderer, report }) => {
      const kept = [];
      let wrong = 0;
      // Those that stay open have numbers that are apart by 32: the same places are wanted again and again.
      for (let n = 0; n < 32 * 40; n++) {
        if (n % 32 === 0) kept.push(ipcRenderer.invoke('keep', n));
        else if ((await ipcRenderer.invoke('test', n)) !== n) wrong++;
      }
      await ipcRenderer.invoke('answer');
      report([wrong, await Promise.all(kept)]);
    });
    const expected = Array.from({ length: 40 }, (_, n) => 32 * n);
    assert.deepEqual(await reported(), [0, expected]);
  });

  it('55 a thousand invokes that are answered in reverse get their own answers', async (t) => {
    const answers = [];
    ipcMain.handle('test', (_event, number) => {
      const answer = new Promise((resolve) => answers.push(() => resolve(number)));
      if (answers.length === 1000) {
        // Not before this handler has returned as well.
        queueMicrotask(() => answers.reverse().forEach((give) => give()));
      }
      return answer;
    });
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const order = [];
      const numbers = Array.from({ length: 1000 }, (_, number) => number);
      const calls = numbers.map(async (number) => {
        const value = await ipcRenderer.invoke('test', number);
        order.push(value);
        return value;
      });
      const values = await Promise.all(calls);
      report({ own: values.every((value, index) => value === index), order });
    });
    const { own, order } = await renderer.reported();
    assert.ok(own);
    assert.deepEqual(
      order,
      Array.from({ length: 1000 }, (_, index) => 999 - index),
    );
  });

  it(
    '56 a synchronous handler has replied before the next message is dispatched',
    { skip: sharesMemory },
    async (t) => {
      const log = [];
      ipcMain.handle('test', (_event, number) => {
        log.push(`handler ${number}`);
        // Read when the reply is serialized.
        return {
          get number() {
            log.push(`reply ${number}`);
            return number;
          },
        };
      });
      ipcMain.on('sent', () => log.push('listener'));
      const queued = new Int32Array(new SharedArrayBuffer(4));
      const renderer = startRenderer(
        t,
        async ({ ipcRenderer, report, data }) => {
          const calls = [ipcRenderer.invoke('test', 1), ipcRenderer.invoke('test', 2)];
          ipcRenderer.send('sent');
          Atomics.store(data, 0, 1);
          Atomics.notify(data, 0);
          report(await Promise.all(calls));
        },
        { data: queued },
      );
      // Main is blocked until the renderer has sent everything.
      assert.notEqual(Atomics.wait(queued, 0, 0, 10_000), 'timed-out');
      assert.deepEqual(await renderer.reported(), [{ number: 1 }, { number: 2 }]);
      assert.deepEqual(log, ['handler 1', 'reply 1', 'handler 2', 'reply 2', 'listener']);
    },
  );

  it('56 a handler may watch the reply on its reply channel', async (t) => {
    const replies = [];
    const result = await invokeOf(t, ({ _replyChannel: channel }) => {
      const sendReply = channel.sendReply;
      channel.sendReply = (value) => {
        replies.push(value);
        return sendReply.call(channel, value);
      };
      return 3;
    });
    assert.deepEqual(result, { value: 3 });
    assert.deepEqual(replies, [{ result: 3 }]);
  });

  it('57 two renderers get their own answers from one handler', async (t) => {
    const waiting = [];
    ipcMain.handle('test', (event, name) => {
      const answer = new Promise((resolve) => waiting.push(() => resolve([name, event.sender.id])));
      // Both have asked before either is answered, the later one first.
      if (waiting.length === 2) for (const give of waiting.reverse()) give();
      return answer;
    });
    const renderers = ['a', 'b'].map((name) => [name, startInvoke(t, name)]);
    for (const [name, { contents, reported }] of renderers) {
      assert.deepEqual(await reported(), { value: [name, contents.id] });
    }
    assert.notEqual(renderers[0][1].contents, renderers[1][1].contents);
  });

  it('57 event.sender is the contents of the renderer that asks', async (t) => {
    const senders = new Map();
    ipcMain.handle('test', (event, name) => void senders.set(name, event.sender));
    const one = startInvoke(t, 'one');
    const other = startInvoke(t, 'other');
    await Promise.all([one.reported(), other.reported()]);
    assert.equal(senders.get('one'), one.contents);
    assert.equal(senders.get('other'), other.contents);
  });

  it('58 the number of arguments is exact (fault 115)', async (t) => {
    const calls = [];
    ipcMain.handle('test', (_event, ...args) => void calls.push(args));
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      await ipcRenderer.invoke('test');
      await ipcRenderer.invoke('test', undefined);
      await ipcRenderer.invoke('test', 1, { a: undefined, b: [undefined, null] }, null, undefined);
      await ipcRenderer.invoke('test', ...Array.from({ length: 300 }, (_, index) => index));
      report('done');
    });
    await renderer.reported();
    assert.deepEqual(calls.slice(0, 3), [
      [],
      [undefined],
      [1, { a: undefined, b: [undefined, null] }, null, undefined],
    ]);
    assert.deepEqual(
      calls[3],
      Array.from({ length: 300 }, (_, index) => index),
    );
  });

  it('59 a handler has no this, and its event cannot reply otherwise', async (t) => {
    let seen;
    await invokeOf(t, function (event) {
      seen = {
        self: this,
        keys: Object.keys(event),
        extra: ['reply', 'returnValue', 'ports'].filter((key) => key in event),
      };
    });
    assert.deepEqual(seen, {
      self: undefined,
      keys: [
        'type',
        'sender',
        '_replyChannel',
        'senderFrame',
        'frameId',
        'processId',
        'frameTreeNodeId',
      ],
      extra: [],
    });
  });

  it("61 the frame's handler is asked alone, even when it throws", async (t) => {
    captureConsole(t, 'error');
    const asked = [];
    ipcMain.handle('test', () => asked.push('ipcMain'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { settled } = require('./errors.cjs');
      await new Promise((resolve) => ipcRenderer.once('go', resolve));
      const results = [];
      for (let count = 0; count < 3; count++) {
        results.push(await settled(ipcRenderer.invoke('test')));
      }
      report(results);
    });
    const { contents, reported } = renderer;
    contents.ipc.handleOnce('test', () => {
      asked.push('contents');
      throw new Error('of the contents');
    });
    contents.mainFrame.ipc.handleOnce('test', () => {
      asked.push('frame');
      throw new Error('of the frame');
    });
    contents.send('go');
    // Each handler but the last is used up by the one call that it fails.
    assert.deepEqual(await reported(), [
      remote('Error: of the frame'),
      remote('Error: of the contents'),
      { value: 3 },
    ]);
    assert.deepEqual(asked, ['frame', 'contents', 'ipcMain']);
  });
});
