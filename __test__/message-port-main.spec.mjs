// Contract 9 and 18, cases 199 to 211 and 221: the ports of main, within its thread.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import * as ipcmain from 'ipcmain';
import { arrival, channel, dataOf, listening, record, stayAlive } from './support/ports.mjs';

const deadline = { timeout: 20_000 };

stayAlive();

describe('MessageChannelMain', deadline, () => {
  it('199 it has two ports, which are event emitters and nothing of the DOM', () => {
    const made = channel();
    assert.deepEqual(Object.keys(made), ['port1', 'port2']);
    assert.notEqual(made.port1, made.port2);
    for (const port of [made.port1, made.port2]) {
      assert.ok(port instanceof EventEmitter);
      assert.equal(port.constructor.name, 'MessagePortMain');
      assert.equal('onmessage' in port, false);
      assert.equal('addEventListener' in port, false);
    }
    assert.equal('MessagePortMain' in ipcmain, false);
  });

  it('200 a port takes every value that can be cloned, and none at all', () => {
    const { port1 } = channel();
    const values = [undefined, 42, false, [], 'hello', { hello: 'goodbye' }, null, -0, 1n];
    for (const args of [[], ...values.map((value) => [value])]) {
      assert.equal(port1.postMessage(...args), undefined);
    }
  });

  it('201 no argument arrives as null, undefined as undefined', async () => {
    const { port1, port2, seen } = listening();
    port1.postMessage();
    port1.postMessage(undefined);
    port1.postMessage('end');
    while (seen.length < 3) await once(port2, 'message');
    assert.deepEqual(seen, [null, undefined, 'end']);
  });

  it('207 a message arrives after start', async () => {
    const { port1, port2 } = channel();
    port2.postMessage('hello');
    port1.start();
    assert.equal(await dataOf(port1), 'hello');
  });

  it('208 a listener starts nothing; start delivers all that has waited, in order', async () => {
    const { port1, port2 } = channel();
    const seen = record(port2);
    for (const value of [1, 2, 3]) port1.postMessage(value);
    await arrival();
    assert.deepEqual(seen, []);
    port2.start();
    port1.postMessage('end');
    while (seen.at(-1) !== 'end') await once(port2, 'message');
    assert.deepEqual(seen, [1, 2, 3, 'end']);
  });

  it('208 the ticks and microtasks of one message run before the next', async () => {
    const { port1, port2 } = channel();
    const log = [];
    port2.on('message', ({ data }) => {
      log.push(data);
      process.nextTick(() => log.push('tick'));
      queueMicrotask(() => log.push('microtask'));
    });
    for (const value of [1, 2, 'end']) port1.postMessage(value);
    port2.start();
    while (log.at(-1) !== 'microtask' || !log.includes('end')) await arrival();
    assert.deepEqual(
      log,
      [1, 2, 'end'].flatMap((value) => [value, 'tick', 'microtask']),
    );
  });

  it('209 what a started port gets without a listener is lost; starting twice does no harm', async () => {
    const { port1, port2 } = channel();
    port2.start();
    port1.postMessage('lost');
    await arrival();
    const seen = record(port2);
    port2.start();
    port1.postMessage('end');
    await arrival();
    assert.deepEqual(seen, ['end']);
  });

  it('211 a port can be posted over another one, and does not arrive started', async () => {
    const [outer, inner] = [channel(), channel()];
    inner.port2.start();
    outer.port1.postMessage('take', [inner.port2]);
    outer.port2.start();
    const [{ data, ports }] = await once(outer.port2, 'message');
    const seen = record(ports[0]);
    inner.port1.postMessage('hello');
    await arrival();
    assert.deepEqual([data, seen], ['take', []]);
    ports[0].start();
    await arrival();
    assert.deepEqual(seen, ['hello']);
  });

  it('221 the event is a plain object with data and ports, and nothing else', async () => {
    const { port1, port2 } = channel();
    const given = channel().port1;
    port2.start();
    port1.postMessage('none');
    const received = await once(port2, 'message');
    assert.equal(received.length, 1);
    assert.deepEqual(received[0], { data: 'none', ports: [] });
    assert.equal(Object.getPrototypeOf(received[0]), Object.prototype);
    port1.postMessage('one', [given]);
    const [{ ports }] = await once(port2, 'message');
    assert.equal(ports.length, 1);
    assert.equal(ports[0].constructor, given.constructor);
    assert.notEqual(ports[0], given);
  });
});
