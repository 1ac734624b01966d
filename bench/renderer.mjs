// The renderer of all benchmarks. Main gives it orders over the Worker's own port, which is silent while
// something is measured. As a child process it gets them over its IPC channel.

import { parentPort, workerData } from 'node:worker_threads';
import { drive, flood, receive } from './harness/drive.mjs';
import { settle } from './harness/settle.mjs';

const acknowledged = workerData?.acknowledged;
const links = new Map();

const orders = {
  async open({ link, gift }) {
    const { renderer } = await import(link);
    const end = renderer(gift);
    links.set(link, { end, receiver: end.onMessage && receive(end, acknowledged) });
  },
  async expect({ link, task }) {
    await settle();
    links.get(link).receiver.expect(task);
  },
  async drive({ link, task }) {
    await settle();
    return drive(links.get(link).end, task, acknowledged);
  },
  // Sends to a main that is blocked until all is sent.
  queue({ link, count }) {
    for (let i = 0; i < count; i++) links.get(link).end.send('ping');
    Atomics.store(acknowledged, 0, 1);
    Atomics.notify(acknowledged, 0);
  },
  // Keeps main busy for so many milliseconds, with up to so many messages on their way.
  flood: ({ link, length }) => flood(links.get(link).end, { length, window: 20_000, acknowledged }),
};

const answer = (outcome) =>
  parentPort ? parentPort.postMessage(outcome) : process.send({ control: outcome });

async function obey(order) {
  answer({ result: await orders[order.name](order) });
}

if (parentPort) parentPort.on('message', obey);
else process.on('message', ({ control }) => control && obey(control));
