// Bytes of resident memory that each message costs while main is busy and takes none.

import { startRenderer } from '../../harness/line.mjs';
import { station } from '../../harness/job.mjs';
import { settle } from '../../harness/settle.mjs';

await station(async ({ link: name, messages }) => async () => {
  const link = new URL(`../../links/${name}.mjs`, import.meta.url).href;
  const { main } = await import(link);
  const { worker, acknowledged, order } = startRenderer();
  const { end, gift, transfer } = await main({ worker });
  end.onMessage(() => {});
  await order({ name: 'open', link, gift }, transfer);
  await order({ name: 'queue', link, count: 1000 });
  await settle();
  acknowledged[0] = 0;

  const before = process.memoryUsage.rss();
  worker.postMessage({ name: 'queue', link, count: messages });
  Atomics.wait(acknowledged, 0, 0);
  return (process.memoryUsage.rss() - before) / messages;
});
