// Contract 7.1, 7.2, 7.5, 7.7: the exact errors of wrong arguments.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipcMain, webContents } from 'ipcmain';
import { describeError, using } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const plain = (name, message) => ({ class: name, name, message, coded: false });

const conversionFailure = (index, shown = '') =>
  plain(
    'TypeError',
    `Error processing argument at index ${index}, conversion failure from ${shown}`,
  );

/** The descriptions of what calls with bad arguments throw, in the order of the calls. */
function thrownBy(call, ...argumentLists) {
  return argumentLists.map((args) => {
    try {
      return { returned: call(...args) };
    } catch (error) {
      return describeError(error);
    }
  });
}

/** Reports what one method of ipcRenderer makes of each bad channel. */
const triesBadChannels = async ({ ipcRenderer, report, data }, describeError) => {
  const nothing = [[], [undefined], [null]];
  const others = [5, true, {}, [], Symbol('s'), new String('a'), () => {}].map((bad) => [bad]);
  for (const args of [...nothing, ...others, [undefined, () => {}]]) {
    try {
      const returned = ipcRenderer[data](...args);
      // Only invoke returns something, and it must not have thrown.
      if (!(returned instanceof Promise)) throw new Error('did not throw');
      report(await returned.catch((error) => ({ ...describeError(error), rejected: true })));
    } catch (error) {
      report({ ...describeError(error), rejected: false });
    }
  }
};

describe('the channel of a renderer', () => {
  for (const [method, index] of [
    ['send', 1],
    ['sendSync', 1],
    ['invoke', 1],
    ['sendToHost', 0],
  ]) {
    const title = method === 'invoke' ? '52' : method === 'sendToHost' ? '92' : '91';
    it(`${title} ${method} refuses what is not a string`, async (t) => {
      const renderer = startRenderer(t, using(triesBadChannels, describeError), { data: method });
      const shown = ['undefined', 'undefined', 'null', ...Array(7).fill(''), 'undefined'];
      for (const text of shown) {
        assert.deepEqual(await renderer.reported(), {
          ...conversionFailure(index, text),
          rejected: method === 'invoke',
        });
      }
    });
  }

  it('91 the empty string is a channel', async (t) => {
    const seen = [];
    ipcMain.on('', (event, value) => {
      seen.push(value);
      event.returnValue = 'sync';
    });
    ipcMain.handle('', () => 'invoked');
    const renderer = startRenderer(t, async ({ ipcRenderer, report }) => {
      ipcRenderer.send('', 1);
      ipcRenderer.sendToHost('', 2);
      report([ipcRenderer.sendSync('', 3), await ipcRenderer.invoke('', 4)]);
    });
    assert.deepEqual(await renderer.reported(), ['sync', 'invoked']);
    assert.deepEqual(seen, [1, 3]);
  });
});

describe('the channel of main', () => {
  const bad = [[], [undefined], [null], [5], [{}], [[]], [Symbol('s')], [new String('a')]];
  const refusal = plain('TypeError', 'Missing required channel argument');

  it('156 webContents.send refuses what is not a string', (t) => {
    const { contents } = startRenderer(t, () => {});
    const thrown = thrownBy((...args) => contents.send(...args), ...bad);
    assert.deepEqual(thrown, Array(bad.length).fill(refusal));
  });

  it('156 webFrameMain.send refuses what is not a string', (t) => {
    const { mainFrame } = startRenderer(t, () => {}).contents;
    const thrown = thrownBy((...args) => mainFrame.send(...args), ...bad);
    assert.deepEqual(thrown, Array(bad.length).fill(refusal));
  });

  it('156 the channel is checked before the arguments are cloned', (t) => {
    const { contents } = startRenderer(t, () => {});
    const thrown = thrownBy((...args) => contents.send(...args), [null, () => {}]);
    assert.deepEqual(thrown, [refusal]);
  });

  it('174 sendToFrame checks the channel, if there is such a frame', (t) => {
    const { contents } = startRenderer(t, () => {});
    const { routingId } = contents.mainFrame;
    const known = bad.map((args) => [routingId, ...args]);
    const thrown = thrownBy((...args) => contents.sendToFrame(...args), ...known);
    assert.deepEqual(thrown, Array(bad.length).fill(refusal));
    assert.equal(contents.sendToFrame(routingId + 1, null), false);
    assert.equal(contents.sendToFrame([-1, -1]), false);
  });
});

describe('the frame of sendToFrame', () => {
  it('174 it must be a number or a pair of numbers', (t) => {
    const { contents } = startRenderer(t, () => {});
    const bad = [undefined, null, 'abc', {}, true, [], [1], [1, '1'], [1, 1, 1]];
    const thrown = thrownBy(
      (...args) => contents.sendToFrame(...args),
      [],
      ...bad.map((frame) => [frame, 'test']),
    );
    const refusal = plain(
      'Error',
      'Missing required frame argument (must be number or [processId, frameId])',
    );
    assert.deepEqual(thrown, Array(bad.length + 1).fill(refusal));
  });
});

describe('the id of webContents.fromId', () => {
  const fromId = (...args) => webContents.fromId(...args);

  it('176 it must be there', () => {
    assert.deepEqual(thrownBy(fromId, []), [
      plain('TypeError', 'Insufficient number of arguments.'),
    ]);
  });

  it('176 it must be a 32-bit integer', () => {
    assert.deepEqual(thrownBy(fromId, [undefined], [null]), [
      conversionFailure(0, 'undefined'),
      conversionFailure(0, 'null'),
    ]);
    const bad = ['1', 1.5, NaN, Infinity, 2 ** 31, 1n, true, {}, [1], Symbol('s')];
    assert.deepEqual(
      thrownBy(fromId, ...bad.map((id) => [id])),
      bad.map(() => conversionFailure(0)),
    );
  });

  it('175 any other integer is just unknown', () => {
    assert.deepEqual(thrownBy(fromId, [12345], [0], [-1], [2 ** 31 - 1]), [
      { returned: undefined },
      { returned: undefined },
      { returned: undefined },
      { returned: undefined },
    ]);
  });
});
