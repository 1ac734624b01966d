// How late a 10 ms timer of main is while a renderer sends as fast as it can.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { job } from '../harness/job.mjs';
import { startRenderer } from '../harness/line.mjs';

const EVERY = 10;

await job(async ({ quick }) => {
  const length = quick ? 700 : 2000;
  const ipcmain = await delays('../links/ipcmain.mjs', length);
  const port = await delays('../links/message-port.mjs', length);
  return [
    {
      name: '10 ms timer, latest',
      unit: 'ms',
      value: ipcmain.latest,
      beside: port.latest,
      most: 25,
    },
    { name: 'messages meanwhile', unit: '/ms', value: ipcmain.rate, beside: port.rate },
  ];
});

async function delays(file, length) {
  const link = new URL(file, import.meta.url).href;
  const { main } = await import(link);
  const { worker, acknowledged, order } = startRenderer();
  const { end, gift, transfer } = await main({ worker });
  let arrived = 0;
  end.onMessage(() => {
    // Far from everything at once, and yet a long queue at any time.
    if (++arrived % 1000 !== 0) return;
    Atomics.store(acknowledged, 0, arrived);
    Atomics.notify(acknowledged, 0);
  });
  await order({ name: 'open', link, gift }, transfer);
  const done = order({ name: 'flood', link, length });
  const latest = await latestTimer(length - 200);
  await done;
  await sleep(100);
  worker.terminate();
  await once(worker, 'exit');
  return { latest, rate: arrived / length };
}

async function latestTimer(length) {
  let latest = 0;
  const end = performance.now() + length;
  for (let now = performance.now(); now < end;) {
    const due = now + EVERY;
    await sleep(EVERY);
    now = performance.now();
    latest = Math.max(latest, now - due);
  }
  return latest;
}
