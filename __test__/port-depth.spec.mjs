// Contract 8.2 and 9.4, cases 214 and 258 over a port: what is accepted arrives, what is not throws one text.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { MessageChannelMain } from 'ipcmain';
import { bareError, describeError } from './support/errors.cjs';
import { using } from './support/exchange.mjs';
import { stayAlive } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

stayAlive();

const deadline = { timeout: 60_000 };
const notCloned = bareError('An object could not be cloned.');

/** How one value holds another, and how to get it out again. */
const shapes = {
  array: [(inner) => [inner], (value) => value[0]],
  object: [(inner) => ({ inner }), (value) => value.inner],
  Map: [(inner) => new Map([[0, inner]]), (value) => value.get(0)],
  Set: [(inner) => new Set([inner]), (value) => value.values().next().value],
  'cause of an error': [
    // The stack is what takes time.
    (inner) => Object.assign(new Error('', { cause: inner }), { stack: '' }),
    (value) => (value instanceof Error ? value.cause : undefined),
  ],
};

function nest(depth, wrap) {
  let value = 0;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}

function depthOf(value, unwrap) {
  let depth = 0;
  for (; typeof value === 'object' && value !== null; value = unwrap(value)) depth++;
  return depth;
}

/** Depths from harmless to hopeless, finely where the stack of a thread ends. */
const depths = Array.from({ length: 70 }, (_, step) => 500 + step * 60).concat(20_000);

/** Whether a port accepts a value; it may refuse it by the one text only. */
function accepts(port, ...args) {
  try {
    port.postMessage(...args);
    return true;
  } catch (error) {
    assert.deepEqual(describeError(error), notCloned);
    return false;
  }
}

/** Posts all depths and gives those that the port has accepted; the others throw. */
function postAll(port, wrap) {
  const accepted = depths.filter((depth) => accepts(port, { value: nest(depth, wrap) }));
  port.postMessage('end');
  return accepted;
}

describe('deeply nested values on a port', deadline, () => {
  for (const [name, [wrap, unwrap]] of Object.entries(shapes)) {
    it(`214, 258 ${name}: in main each arrives or throws`, deadline, async () => {
      const { port1, port2 } = new MessageChannelMain();
      const accepted = postAll(port1, wrap);
      assert.ok(accepted.length > 0 && accepted.length < depths.length);
      const arrived = [];
      port2.start();
      for (;;) {
        const [{ data }] = await once(port2, 'message');
        if (data === 'end') break;
        arrived.push(depthOf(data?.value, unwrap));
      }
      assert.deepEqual(arrived, accepted);
    });

    it(`214, 258 ${name}: so it does on the way to a renderer`, deadline, async (t) => {
      const listens = ({ ipcRenderer, report }, unwrap, depthOf) => {
        const arrived = [];
        ipcRenderer.on('port', ({ ports: [port] }) => {
          port.onmessage = ({ data }) => {
            if (data === 'end') report(arrived);
            else arrived.push(depthOf(data?.value, unwrap));
          };
        });
      };
      const { contents, reported } = startRenderer(t, using(listens, unwrap, depthOf));
      const { port1, port2 } = new MessageChannelMain();
      contents.postMessage('port', null, [port2]);
      const accepted = postAll(port1, wrap);
      assert.deepEqual(await reported(), accepted);
    });
  }

  it('258 a port stays where it is when the value beside it is too deep', deadline, async () => {
    const [carrier, given] = [new MessageChannelMain(), new MessageChannelMain()];
    const [wrap] = shapes.array;
    assert.equal(accepts(carrier.port1, nest(20_000, wrap), [given.port1]), false);
    carrier.port1.postMessage(null, [given.port1]);
    given.port2.postMessage('works');
    carrier.port2.start();
    const [{ ports }] = await once(carrier.port2, 'message');
    ports[0].start();
    assert.equal((await once(ports[0], 'message'))[0].data, 'works');
  });
});
