// Contract 7.3 and 18: postMessage of webContents and webFrameMain, and what happens to refused ports.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it as test } from 'node:test';
import { bareError, thrownBy } from './support/errors.cjs';
import { channel, dataOf, stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

/** Nothing here may hang for ever when a message is lost. */
const it = (title, run) => test(title, { timeout: 10_000 }, run);

stayAlive();

const notCloned = bareError('An object could not be cloned.');

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
