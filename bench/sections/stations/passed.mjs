// MiB of resident memory that are left when so many messages of 1 MiB have gone to main and to the renderer.

import { openLine, startRenderer } from '../../harness/line.mjs';
import { station } from '../../harness/job.mjs';
import { settle } from '../../harness/settle.mjs';

const task = { shape: 'oneWay', payload: '1 MiB', window: 16 };

await station(async ({ link, messages }) => async () => {
  const url = new URL(`../../links/${link}.mjs`, import.meta.url).href;
  const line = await openLine(url, startRenderer());
  const pass = async (count) => {
    await line.round({ ...task, driver: 'renderer', count: count / 2 });
    await line.round({ ...task, driver: 'main', count: count / 2 });
    // Both threads collect before a round; this is for what the last one has left.
    await line.round({ ...task, payload: 'tiny', driver: 'main', count: 16 });
    await settle();
    return process.memoryUsage.rss();
  };
  const before = await pass(32);
  return ((await pass(messages)) - before) / 2 ** 20;
});
