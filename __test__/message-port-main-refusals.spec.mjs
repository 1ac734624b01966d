// Contract 9 and 18, cases 202 to 206 and 214 to 216: what a port of main refuses.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { bareError, thrownBy } from './support/errors.cjs';
import { channel, dataOf, stayAlive } from './support/ports.mjs';

const deadline = { timeout: 20_000 };
const notCloned = bareError('An object could not be cloned.');

stayAlive();

/** Tries to post and expects an error. */
const refused = (error, port, ...args) =>
  assert.deepEqual(
    thrownBy(() => port.postMessage(...args)),
    error,
  );

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

  it('203 itself, before what is wrong with other ports (fault 92)', () => {
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

  it('205 the same port twice, and takes neither (fault 92)', async () => {
    const { port1 } = channel();
    const twice = channel();
    refused(bareError('Port at index 1 is a duplicate.'), port1, null, [twice.port1, twice.port1]);
    twice.port2.postMessage('still here');
    twice.port1.start();
    assert.equal(await dataOf(twice.port1), 'still here');
  });

  it('206 a port that was given away (fault 92)', () => {
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

  it('202 what is in the list, not what its iterator gives', () => {
    const { port1 } = channel();
    const free = channel().port1;
    const list = Object.assign([free], { [Symbol.iterator]: () => [1].values() });
    port1.postMessage('m', list);
    refused(bareError('Port at index 0 is already neutered.'), port1, 'm', [free]);
    const empty = Object.assign([1], { [Symbol.iterator]: () => [].values() });
    refused(invalid(0), port1, 'm', empty);
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
