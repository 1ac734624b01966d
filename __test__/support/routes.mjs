// The six routes on which a value crosses from one thread to the other.

import assert from 'node:assert/strict';
import { ipcMain } from 'ipcmain';
import { describeError, notCloned, using } from './exchange.mjs';
import { captureConsole } from './main.mjs';
import { startRenderer } from './renderer.mjs';

/**
 * Sends a value along every route and checks it where it arrives. Both functions travel as text.
 *
 * @param {import('node:test').TestContext} t
 * @param {() => unknown} make makes the value anew
 * @param {(value: any, assert: any) => void} [check] throws when the value is not what it should be;
 *   unless given, the value must equal one that `make` makes
 */
export async function crosses(t, make, check) {
  const judge = judgeWith(assert, make, check);
  const verdicts = {};
  ipcMain.once('send', (_event, value) => (verdicts.send = judge(value)));
  ipcMain.once('sendSync argument', (event, value) => {
    verdicts['sendSync argument'] = judge(value);
    event.returnValue = null;
  });
  ipcMain.once('returnValue', (event) => (event.returnValue = make()));
  ipcMain.handleOnce('invoke argument', (_event, value) => {
    verdicts['invoke argument'] = judge(value);
  });
  ipcMain.handleOnce('invoke result', () => make());

  const { contents, reported } = startRenderer(t, using(crossing, judgeWith, make, check));
  contents.send('webContents.send', make());
  Object.assign(verdicts, await reported());
  assert.deepEqual(verdicts, {
    send: 'good',
    'sendSync argument': 'good',
    'invoke argument': 'good',
    'invoke result': 'good',
    returnValue: 'good',
    'webContents.send': 'good',
  });
}

const judgeWith =
  (assert, make, check = (value) => assert.deepEqual(value, make())) =>
  (value) => {
    try {
      check(value, assert);
      return 'good';
    } catch (error) {
      return error.stack;
    }
  };

const crossing = async ({ ipcRenderer, report, require }, judgeWith, make, check) => {
  const judge = judgeWith(require('node:assert/strict'), make, check);
  const message = new Promise((resolve) => {
    ipcRenderer.once('webContents.send', (_event, value) => resolve(judge(value)));
  });
  ipcRenderer.send('send', make());
  ipcRenderer.sendSync('sendSync argument', make());
  await ipcRenderer.invoke('invoke argument', make());
  report({
    'invoke result': judge(await ipcRenderer.invoke('invoke result')),
    returnValue: judge(ipcRenderer.sendSync('returnValue')),
    'webContents.send': await message,
  });
};

/**
 * Tries to send values along every route and checks that each is refused as the contract says, that
 * nothing arrives, and that the routes work afterwards.
 *
 * @param {import('node:test').TestContext} t
 * @param {() => Record<string, unknown>} makeAll makes the values anew, by name; travels as text
 */
export async function refused(t, makeAll) {
  const names = Object.keys(makeAll());
  const printed = captureConsole(t, 'error');
  const arrived = [];
  ipcMain.on('refused', (event, ...args) => {
    arrived.push(args.length);
    event.returnValue = null;
  });
  ipcMain.handle('refused', (_event, ...args) => void arrived.push(args.length));
  ipcMain.on('returnValue', (event, name) => {
    try {
      event.returnValue = makeAll()[name];
    } catch (error) {
      event.returnValue = describeError(error);
    }
  });
  // In an object, because a handler that returns a promise has not returned the promise.
  ipcMain.handle('invoke result', (_event, name) => ({ value: makeAll()[name] }));

  const { contents, reported } = startRenderer(t, using(refusing, describeError, makeAll));
  for (const name of names) {
    const refusals = await reported();
    const prefix = "Error invoking remote method 'invoke result': Error: ";
    assert.deepEqual(refusals, {
      name,
      send: notCloned,
      'sendSync argument': notCloned,
      'invoke argument': notCloned,
      returnValue: notCloned,
      'invoke result': { ...notCloned, message: prefix + notCloned.message },
    });
    assert.deepEqual(describePrinted(printed), [
      ["Error occurred in handler for 'invoke result':", notCloned],
    ]);

    printed.length = 0;
    contents.send('refused', makeAll()[name]);
    assert.deepEqual(describePrinted(printed), [
      [
        'Error sending from webFrameMain: ',
        { ...notCloned, message: 'Failed to serialize arguments' },
      ],
    ]);
    printed.length = 0;
    contents.send('next');
  }
  assert.deepEqual(await reported(), { received: [] });
  assert.deepEqual(arrived, []);
}

function describePrinted(calls) {
  return calls.map(([text, error, ...rest]) => [text, describeError(error), ...rest]);
}

const refusing = async ({ ipcRenderer, report }, describeError, makeAll) => {
  const received = [];
  ipcRenderer.on('refused', (_event, ...args) => received.push(args.length));
  const attempt = (call) => {
    try {
      call();
    } catch (error) {
      return describeError(error);
    }
    return 'sent';
  };
  for (const [name, value] of Object.entries(makeAll())) {
    const next = new Promise((resolve) => ipcRenderer.once('next', resolve));
    report({
      name,
      send: attempt(() => ipcRenderer.send('refused', value)),
      'sendSync argument': attempt(() => ipcRenderer.sendSync('refused', value)),
      // Outside of `attempt`: an invoke must not throw.
      'invoke argument': await ipcRenderer.invoke('refused', value).catch(describeError),
      returnValue: ipcRenderer.sendSync('returnValue', name),
      'invoke result': await ipcRenderer.invoke('invoke result', name).catch(describeError),
    });
    await next;
  }
  report({ received });
};
