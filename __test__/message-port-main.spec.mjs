// Contract 9 and 18, cases 199 to 221: the ports of main, within its thread.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import * as ipcmain from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { bareError, thrownBy } from './support/errors.cjs';

const { MessageChannelMain } = ipcmain;
const deadline = { timeout: 20_000 };
const notCloned = bareError('An object could not be cloned.');

// A port that waits for 'close' does not keep the process alive.
let alive;
before(() => (alive = setInterval(() => {}, 2 ** 30)));
after(() => clearInterval(alive));

const channel = () => new MessageChannelMain();
const dataOf = async (port) => (await once(port, 'message'))[0].data;

/** Tries to post and expects an error. */
const refused = (error, port, ...args) =>
  assert.deepEqual(
    thrownBy(() => port.postMessage(...args)),
    error,
  );

/** Two ports, the second started, and what that one has emitted so far. */
function listening() {
  const { port1, port2 } = channel();
  const seen = record(port2);
  port2.start();
  return { port1, port2, seen };
}

function record(port, seen = []) {
  port.on('message', ({ data }) => seen.push(data));
  port.on('close', (...args) => seen.push(['close', ...args]));
  return seen;
}

const CLOSE = ['close', undefined];

/** Waits until whatever is on its way in this thread has arrived: a few messages one after the other. */
async function arrival() {
  for (let round = 0; round < 4; round++) {
    const { port1, port2 } = channel();
    port2.start();
    port1.postMessage('marker');
    await once(port2, 'message');
    port1.close();
  }
}

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

describe('what a port refuses', deadline, () => {
  const invalid = (index) => bareError(`Port at index ${index} is not a valid port`, 'TypeError');

  it('202 anything in the list that is not a port', () => {
    const { port1 } = channel();
    const free = channel().port1;
    const wrong = [new ArrayBuffer(10), '1', new Date(), {}, 1, undefined, new EventEmitter()];
    for (const item of [...wrong, new MessageChannel().port1]) {
      refused(invalid(0), port1, null, [item]);
      // That of the later index is not said, and the good one is not taken.
      refused(invalid(1), port1, null, [free, item, item]);
    }
    port1.postMessage(null, [free]);
  });

  it('203 itself, before what is wrong with other ports', () => {
    const { port1 } = channel();
    const other = channel().port1;
    const own = (index) => bareError(`Port at index ${index} contains the source port.`);
    refused(own(0), port1, null, [port1]);
    refused(own(2), port1, null, [other, other, port1]);
    refused(invalid(1), port1, null, [port1, null]);
  });

  it('204 null and a hole', () => {
    const { port1 } = channel();
    for (const list of [[null], Array(1)]) refused(invalid(0), port1, null, list);
  });

  it('205 the same port twice, and takes neither', async () => {
    const { port1 } = channel();
    const twice = channel();
    refused(bareError('Port at index 1 is a duplicate.'), port1, null, [twice.port1, twice.port1]);
    twice.port2.postMessage('still here');
    twice.port1.start();
    assert.equal(await dataOf(twice.port1), 'still here');
  });

  it('206 a port that was given away', () => {
    const { port1 } = channel();
    const [given, free] = [channel().port1, channel().port1];
    port1.postMessage(null, [given]);
    refused(bareError('Port at index 0 is already neutered.'), port1, null, [given]);
    refused(bareError('Port at index 1 is already neutered.'), port1, null, [free, given]);
    port1.postMessage(null, [free]);
  });

  it('214 what cannot be cloned; an open port still works afterwards', async () => {
    const { port1, port2 } = channel();
    // Node's own postMessage would take the last one.
    const values = [() => {}, Symbol('s'), process.env, new SharedArrayBuffer(1)];
    for (const value of values) refused(notCloned, port1, value);
    port1.postMessage('works');
    port2.start();
    assert.equal(await dataOf(port2), 'works');
  });

  it('215 a second argument that is not an array, even undefined', () => {
    const { port1 } = channel();
    const wrong = bareError('transferables must be an array of MessagePorts', 'TypeError');
    const lists = [undefined, null, { transfer: [] }, new Set(), 'list', { length: 0 }];
    for (const list of lists) {
      refused(wrong, port1, 'm', list);
      // The value is looked at first.
      refused(notCloned, port1, () => {}, list);
    }
    port1.postMessage('m', []);
  });

  it('216 a port in the message, also when it is in the list, and takes nothing', async () => {
    const { port1 } = channel();
    const inside = channel();
    refused(notCloned, port1, { port: inside.port1 }, [inside.port1]);
    inside.port2.postMessage('still here');
    inside.port1.start();
    assert.equal(await dataOf(inside.port1), 'still here');
  });
});

describe('a closed port', deadline, () => {
  it('212 it posts nothing and says nothing', async () => {
    const { port1, seen } = listening();
    port1.close();
    assert.equal(port1.postMessage('hello'), undefined);
    await arrival();
    assert.deepEqual(seen, [CLOSE]);
  });

  it('213 a message to a closed port is dropped, and does not keep the process alive', async () => {
    // In a child, because here something else may keep the process alive.
    const { code, signal, reports } = await runInChild(({ report, require }) => {
      const { port1, port2 } = new (require('ipcmain').MessageChannelMain)();
      for (const name of ['message', 'close']) port2.on(name, () => report(name));
      port2.start();
      port2.close();
      report(port1.postMessage('hello') === undefined);
    });
    assert.deepEqual(
      { code, signal, reports },
      { code: 0, signal: null, reports: ['close', true] },
    );
  });

  it('214 neither value nor list are looked at, and no port is taken', () => {
    const [closed, given, carrier] = [channel().port1, channel().port1, channel().port1];
    const free = channel().port1;
    closed.close();
    carrier.postMessage(null, [given]);
    for (const port of [closed, given]) {
      port.postMessage(() => {});
      port.postMessage(null, 'no list');
      port.postMessage(null, [port, free, free]);
      port.postMessage(null, [free]);
      port.start();
    }
    carrier.postMessage(null, [free]);
  });

  it("217 close emits 'close' at once, once, with one argument", () => {
    for (const started of [false, true]) {
      const { port1 } = channel();
      const seen = record(port1);
      if (started) port1.start();
      assert.equal(port1.close(), undefined);
      assert.deepEqual(seen, [CLOSE]);
      port1.close();
      port1.start();
      assert.deepEqual(seen, [CLOSE]);
    }
  });

  it("218 the other end gets 'close' when it is started, after what was queued", async () => {
    for (const queued of [[], [1, 2]]) {
      const { port1, port2 } = channel();
      const seen = record(port2);
      for (const value of queued) port1.postMessage(value);
      port1.close();
      await arrival();
      assert.deepEqual(seen, []);
      port2.start();
      // Not in start itself.
      assert.deepEqual(seen, []);
      await once(port2, 'close');
      await arrival();
      assert.deepEqual(seen, [...queued, CLOSE]);
    }
  });

  it('219 what was posted before close still arrives', async () => {
    const { port1, port2, seen } = listening();
    for (const value of [1, 2, 3]) port1.postMessage(value);
    port1.close();
    await once(port2, 'close');
    assert.deepEqual(seen, [1, 2, 3, CLOSE]);
  });

  it('220 close drops what this port has not read', async () => {
    const { port1, port2, seen } = listening();
    port1.postMessage('unread');
    port2.close();
    await arrival();
    assert.deepEqual(seen, [CLOSE]);
  });

  it('220 also when a listener closes it', async () => {
    const { port1, port2, seen } = listening();
    port2.once('message', () => port2.close());
    for (const value of [1, 2, 3]) port1.postMessage(value);
    await arrival();
    assert.deepEqual(seen, [1, CLOSE]);
  });
});
