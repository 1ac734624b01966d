// How long a call takes on one CPU while a Worker computes there: who waits must neither keep that from its work nor
// wait until it is done.

import { Worker } from 'node:worker_threads';
import { job } from '../harness/job.mjs';
import { openLine, startRenderer } from '../harness/line.mjs';
import { median } from '../harness/statistics.mjs';

/** All calls of a round count, also the few that have to wait for long. */
const task = { shape: 'flight', inFlight: 1, payload: 'tiny' };

await job(async ({ quick }) => {
  new Worker('for (;;);', { eval: true });
  const shared = startRenderer();
  const lines = [];
  for (const link of ['ipcmain', 'message-port']) {
    const { round } = await openLine(new URL(`../links/${link}.mjs`, import.meta.url).href, shared);
    lines.push({ round, times: [] });
  }
  for (let i = -1; i < (quick ? 3 : 9); i++) {
    for (const { round, times } of lines) {
      const { time } = await round({ ...task, count: 1000 });
      if (i >= 0) times.push(time);
    }
  }
  const [value, beside] = lines.map(({ times }) => median(times));
  return [{ name: 'invoke, one CPU, beside one that computes', unit: 'µs', value, beside }];
});
