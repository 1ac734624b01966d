// What ci/leak-cycles.mjs compares renderers with: Workers that do the like and never load the package.

import { MessageChannel, Worker } from 'node:worker_threads';

/** What a Worker does, as the renderer of the same kind does it. */
const programs = {
  'that idles': `
    parentPort.on('message', () => {});
    parentPort.postMessage('cycle');`,
  'with messages on the way': `
    parentPort.on('message', () => {});
    parentPort.postMessage('cycle');
    for (let n = 0; n < 50; n++) parentPort.postMessage(new Uint8Array(5000));
    for (;;);`,
  'with messages unanswered': `
    parentPort.on('message', () => {});
    for (let n = 0; n < 10; n++) parentPort.postMessage(n);
    parentPort.postMessage('cycle');`,
  'blocked in Atomics.wait': `
    parentPort.postMessage('cycle');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
  'with ports': `
    const { MessageChannel } = require('node:worker_threads');
    const ports = Array.from({ length: 5 }, () => new MessageChannel().port1);
    parentPort.on('message', ({ port }) => port?.start());
    parentPort.postMessage({ ports }, ports);
    parentPort.postMessage('cycle');`,
  'that throws': `
    parentPort.postMessage('cycle');
    throw new Error('of the cycle');`,
  'that exits': `
    parentPort.postMessage('cycle');
    process.exit(3);`,
};

export const kinds = Object.keys(programs);

/** One Worker of a kind, from its start to its end. */
async function cycle(kind) {
  const program = `const { parentPort } = require('node:worker_threads');${programs[kind]}`;
  const worker = new Worker(program, { eval: true });
  worker.on('error', () => {});
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const heard = new Promise((resolve) => {
    worker.on('message', (message) => {
      message.ports?.forEach((port) => port.start());
      if (message === 'cycle') resolve();
    });
  });
  await Promise.race([heard, exited]);
  for (let n = 0; n < 10; n++) worker.postMessage(new Uint8Array(5000));
  const { port1: port } = new MessageChannel();
  worker.postMessage({ port }, [port]);
  void worker.terminate();
  await exited;
}

/** So many Workers of a kind, a few at a time. */
export async function cycles(kind, count) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await cycle(kind);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/** Nobody counts them. */
export function left() {}
