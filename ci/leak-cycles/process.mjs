// One of the two processes of ci/leak-cycles.mjs. It is told how many of each kind to start and end, and says what it
// has become.

import { setImmediate } from 'node:timers/promises';
import { readFileSync, readdirSync } from 'node:fs';

const [role, plant] = process.argv.slice(2);
const { kinds, cycles, left } = await import(`./${role}.mjs`);
const planted = [];

process.on('message', async (count) => {
  const found = {};
  for (const kind of kinds) {
    await cycles(kind, count);
    const what = left();
    if (what !== undefined) found[kind] = what;
    if (role === 'renderers') planted.push(Buffer.alloc(Number(plant) * count, 1));
  }
  // Finalizers run in turns of their own.
  for (let time = 0; time < 3; time++) {
    await setImmediate();
    globalThis.gc();
  }
  process.send({ left: found, ...footprint() });
});
process.send({ kinds });

function footprint() {
  const { rss, heapUsed, external } = process.memoryUsage();
  const heap = heapUsed + external;
  if (process.platform !== 'linux') return { rss, heap, files: 0, threads: 0, maps: 0 };
  return {
    rss,
    heap,
    files: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    maps: readFileSync('/proc/self/maps', 'utf8').split('\n').length,
  };
}
