// KiB of resident memory that each of so many renderers costs.

import { station } from '../../harness/job.mjs';
import { settle } from '../../harness/settle.mjs';
import { startIdle } from './start-idle.mjs';

await station(async ({ link, renderers }) => async () => {
  // The first one brings the package and the code of Workers with it.
  await startIdle(link);
  await settle();
  const before = process.memoryUsage.rss();
  for (let i = 0; i < renderers; i++) await startIdle(link);
  await settle();
  return (process.memoryUsage.rss() - before) / renderers / 1024;
});
