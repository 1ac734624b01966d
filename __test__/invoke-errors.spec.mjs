// Contract 5, 7.1 and 18, cases 31 to 61: how an invoke fails.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { bareError, describeError } from './support/errors.cjs';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** What an invoke of 'test' comes to: `{ value }` or `{ error }`. */
function invokeOf(t, handler) {
  if (handler) ipcMain.handle('test', handler);
  const { reported } = startRenderer(t, async ({ ipcRenderer, report, require }) => {
    const { settled } = require('./errors.cjs');
    report(await settled(ipcRenderer.invoke('test')));
  });
  return reported();
}

/** What invokes of 'test' come to whose handler throws one value after the other. */
async function invokesThrowing(t, values) {
  let next = 0;
  ipcMain.handle('test', () => {
    throw values[next++];
  });
  const { reported } = startRenderer(
    t,
    async ({ ipcRenderer, report, data, require }) => {
      const { settled } = require('./errors.cjs');
      const results = [];
      for (let count = 0; count < data; count++) {
        results.push(await settled(ipcRenderer.invoke('test')));
      }
      report(results);
    },
    { data: values.length },
  );
  return reported();
}

const remote = (text) => ({ error: bareError(`Error invoking remote method 'test': ${text}`) });
const noHandler = remote("Error: No handler registered for 'test'");

describe('failures of invoke', () => {
  it('33 a handler that throws rejects the invoke', async (t) => {
    captureConsole(t, 'error');
    const result = await invokeOf(t, () => {
      throw new Error('some error');
    });
    assert.match(result.error.message, /some error/);
  });

  it('34 a handler whose promise rejects, rejects the invoke', async (t) => {
    captureConsole(t, 'error');
    const result = await invokeOf(t, async () => {
      await Promise.resolve();
      throw new Error('some error');
    });
    assert.match(result.error.message, /some error/);
  });

  it('35 the rejection is an Error with this very text and nothing else', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handle('test', async () => {
      throw new Error('some error');
    });
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { describeError } = require('./errors.cjs');
      const error = await ipcRenderer.invoke('test').catch((reason) => reason);
      report([error instanceof Error, 'code' in error, 'cause' in error, describeError(error)]);
    });
    const [isError, hasCode, hasCause, described] = await renderer.reported();
    assert.deepEqual([isError, hasCode, hasCause], [true, false, false]);
    assert.deepEqual(
      described,
      bareError("Error invoking remote method 'test': Error: some error"),
    );
  });

  it('35 its stack leads to whoever awaits it, as after any await', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handle('test', () => {
      throw new Error('some error');
    });
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      const asks = async () => ipcRenderer.invoke('test');
      const waits = async () => void (await asks());
      const error = await waits().catch((reason) => reason);
      report(
        error.stack.split('\n').filter((line) => /^ +at async (asks|waits) /.test(line)).length,
      );
    });
    assert.equal(await renderer.reported(), 1);
  });

  it('36 class, code, cause and own properties are lost', async (t) => {
    captureConsole(t, 'error');
    const error = new TypeError('bad', { cause: new Error('deeper') });
    Object.assign(error, { code: 'E_BAD', extra: 1 });
    assert.deepEqual(await invokesThrowing(t, [error]), [remote('TypeError: bad')]);
  });

  it('37 the text is what toString gives (fault 75)', async (t) => {
    captureConsole(t, 'error');
    class MyError extends Error {
      name = 'MyErr';
    }
    class Unnamed extends Error {}
    class Stringy extends Error {
      toString() {
        return 'own text';
      }
    }
    assert.deepEqual(
      await invokesThrowing(t, [
        new MyError('msg'),
        new Error(),
        new MyError(),
        new Unnamed('msg'),
        new Stringy('msg'),
        new AggregateError([new Error('one')], 'many'),
        Object.assign(new Error('msg'), { name: '' }),
      ]),
      ['MyErr: msg', 'Error', 'MyErr', 'Error: msg', 'own text', 'AggregateError: many', 'msg'].map(
        remote,
      ),
    );
  });

  it('38 a channel without handler rejects the invoke', async (t) => {
    captureConsole(t, 'error');
    assert.deepEqual(await invokeOf(t), noHandler);
  });

  it('39 a handler that was removed is no handler', async (t) => {
    captureConsole(t, 'error');
    ipcMain.handle('test', () => {});
    ipcMain.removeHandler('test');
    assert.deepEqual(await invokeOf(t), noHandler);
  });

  it('40 a failure is printed, as a text and the error itself', async (t) => {
    const printed = captureConsole(t, 'error');
    const errors = [new Error('some error'), new TypeError('bad'), 'boom', { toString: () => 'x' }];
    await invokesThrowing(t, errors);
    const text = "Error occurred in handler for 'test':";
    assert.deepEqual(
      printed,
      errors.map((error) => [text, error]),
    );
    for (const [index, [, error]] of printed.entries()) assert.equal(error, errors[index]);
  });

  it('40 a rejected promise and a missing handler are printed likewise', async (t) => {
    const printed = captureConsole(t, 'error');
    const error = new Error('some error');
    await invokeOf(t, () => Promise.reject(error));
    ipcMain.removeHandler('test');
    await invokeOf(t);
    assert.equal(printed.length, 2);
    assert.deepEqual(
      printed.map((args) => [args.length, args[0]]),
      Array(2).fill([2, "Error occurred in handler for 'test':"]),
    );
    assert.equal(printed[0][1], error);
    assert.deepEqual(describeError(printed[1][1]), bareError("No handler registered for 'test'"));
  });

  it('41 what is not an Error may be thrown (fault 75)', async (t) => {
    captureConsole(t, 'error');
    const values = ['boom', 0, {}, [1, 2], Symbol('s'), false, 10n, NaN];
    const texts = ['boom', '0', '[object Object]', '1,2', 'Symbol(s)', 'false', '10', 'NaN'];
    assert.deepEqual(await invokesThrowing(t, values), texts.map(remote));
  });

  it('42 a failure without text resolves the invoke', async (t) => {
    const printed = captureConsole(t, 'error');
    const values = ['', Object.assign(new Error(''), { name: '' }), [], { toString: () => '' }];
    assert.deepEqual(await invokesThrowing(t, values), Array(4).fill({ value: undefined }));
    assert.equal(printed.length, 4);
  });

  it('49 a result that cannot be cloned is a failure of the handler (fault 74)', async (t) => {
    const printed = captureConsole(t, 'error');
    const result = await invokeOf(t, () => () => {});
    assert.deepEqual(result, remote('Error: An object could not be cloned.'));
    assert.equal(printed.length, 1);
    assert.equal(printed[0][0], "Error occurred in handler for 'test':");
    assert.deepEqual(describeError(printed[0][1]), bareError('An object could not be cloned.'));
  });

  it('50 after such a result the renderer goes on', async (t) => {
    captureConsole(t, 'error');
    const results = [() => {}, 'second'];
    ipcMain.handle('test', () => results.shift());
    ipcMain.handle('other', async () => 'other');
    ipcMain.on('sync', (event) => (event.returnValue = 'sync'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      await ipcRenderer.invoke('test').catch(() => {});
      const other = await ipcRenderer.invoke('other');
      const sync = ipcRenderer.sendSync('sync');
      report([other, sync, await ipcRenderer.invoke('test')]);
    });
    assert.deepEqual(await renderer.reported(), ['other', 'sync', 'second']);
  });

  it('51 an argument that cannot be cloned rejects before anything is sent', async (t) => {
    const printed = captureConsole(t, 'error');
    const calls = [];
    ipcMain.handle('test', () => void calls.push('handler'));
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { settled } = require('./errors.cjs');
      const call = ipcRenderer.invoke('test', () => {});
      report([call instanceof Promise, await settled(call)]);
      ipcRenderer.send('marker');
    });
    await nextMessage(ipcMain, 'marker');
    assert.deepEqual(await renderer.reported(), [
      true,
      { error: bareError('An object could not be cloned.') },
    ]);
    assert.deepEqual([...calls, ...printed], []);
  });

  it('52 a channel that is not a string rejects', async (t) => {
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { settled } = require('./errors.cjs');
      const channels = [undefined, null, 5, {}, Symbol('x'), Object('x'), true];
      const calls = [ipcRenderer.invoke(), ...channels.map((it) => ipcRenderer.invoke(it))];
      report(await Promise.all(calls.map(settled)));
    });
    const texts = ['undefined', 'undefined', 'null', '', '', '', '', ''];
    assert.deepEqual(
      await renderer.reported(),
      texts.map((text) => ({
        error: bareError(
          `Error processing argument at index 1, conversion failure from ${text}`,
          'TypeError',
        ),
      })),
    );
  });

  it('52 a bad channel is reported before an argument that cannot be cloned', async (t) => {
    const renderer = startRenderer(t, async ({ ipcRenderer, report, require }) => {
      const { settled } = require('./errors.cjs');
      report(await settled(ipcRenderer.invoke(null, () => {})));
    });
    assert.deepEqual(await renderer.reported(), {
      error: bareError(
        'Error processing argument at index 1, conversion failure from null',
        'TypeError',
      ),
    });
  });

  it('contract 5.1: a handler may answer through its reply channel, once', async (t) => {
    const reply = { error: 0, extra: new Map(), result: 'early' };
    const result = await invokeOf(t, ({ _replyChannel: channel }) => {
      assert.equal(channel.sendReply(reply), true);
      assert.equal(channel.sendReply({ result: 'late' }), false);
      return 'returned';
    });
    assert.deepEqual(result, { value: 'early' });
  });

  it('contract 5.1: all of what it answers must be cloneable', async (t) => {
    const printed = captureConsole(t, 'error');
    const refused = remote('Error: An object could not be cloned.');
    for (const key of ['error', 'result', 'extra']) {
      const reply = { error: 0, result: 1, [key]: () => {} };
      const result = await invokeOf(t, (event) => event._replyChannel.sendReply(reply));
      assert.deepEqual(result, refused);
      ipcMain.removeHandler('test');
    }
    assert.equal(printed.length, 3);
  });

  it('contract 5.1: an answer without an error or a result', async (t) => {
    const outcomes = [];
    for (const reply of ['text', 5, [1, 2], {}, { error: '', result: 1 }, null, undefined]) {
      const { value, error } = await invokeOf(t, (event) => event._replyChannel.sendReply(reply));
      outcomes.push(error ? error.class : value);
      ipcMain.removeHandler('test');
    }
    const nothing = undefined;
    const expected = [nothing, nothing, nothing, nothing, 1, 'TypeError', 'TypeError'];
    assert.deepEqual(outcomes, expected);
  });
});
