// A process of its own for each path: all links get their rounds in turns, between the same two threads.

import { openLine, startRenderer } from './line.mjs';
import { job } from './job.mjs';

await job(async ({ links, task, warmups, rounds }) => {
  const shared = startRenderer();
  const lines = [];
  for (const link of links) {
    const { round } = await openLine(new URL(`../${link}.mjs`, import.meta.url).href, shared);
    lines.push({ link, round, results: [] });
  }
  for (let i = -warmups; i < rounds; i++) {
    for (const { round, results } of lines) {
      const result = await round(task);
      if (i >= 0) results.push(result);
    }
  }
  return Object.fromEntries(lines.map(({ link, results }) => [link, results]));
});
