// The renderer of all benchmarks. Main gives it orders over the Worker's own port, which is silent while
// something is measured. As a child process it gets them over its IPC channel.

import { parentPort, workerData } from 'node:worker_threads';
import { drive, receive } from './harness/drive.mjs';
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
};

const answer = (outcome) =>
  parentPort ? parentPort.postMessage(outcome) : process.send({ control: outcome });

async function obey(order) {
  answer({ result: await orders[order.name](order) });
}

if (parentPort) parentPort.on('message', obey);
else process.on('message', ({ control }) => control && obey(control));
