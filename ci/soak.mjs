// Starts and ends renderers of every kind, thousands unless told otherwise:
//   node ci/soak.mjs [cycles of each kind]
// Every counter must be zero after each kind; how the process has grown is printed.

import { isDeepStrictEqual } from 'node:util';
import { readdirSync, readFileSync } from 'node:fs';
import {
  NOTHING,
  cycleKinds,
  cycles,
  leftovers,
  serveCycles,
} from '../__test__/support/cycles.mjs';

const count = Number(process.argv[2] ?? 1000);
const warmUp = Math.min(50, count);
serveCycles();
for (const kind of cycleKinds) await cycles(kind, warmUp);
const before = footprint();
console.log(`${count} cycles of each of ${cycleKinds.length} kinds; before them ${shown(before)}`);

for (const kind of cycleKinds) {
  const began = Date.now();
  await cycles(kind, count);
  const left = leftovers();
  const isClean = isDeepStrictEqual(left, NOTHING);
  if (!isClean) process.exitCode = 1;
  const took = Math.round((Date.now() - began) / 1000);
  console.log(
    `${kind}: ${isClean ? 'nothing left' : JSON.stringify(left)}, ${took} s, ${shown(footprint())}`,
  );
}
if (footprint().descriptors > before.descriptors) {
  console.error('There are more open files than before');
  process.exitCode = 1;
}

function footprint() {
  globalThis.gc?.();
  const rss = Math.round(process.memoryUsage().rss / 2 ** 20);
  if (process.platform !== 'linux') return { rss, descriptors: 0, maps: 0 };
  const descriptors = readdirSync('/proc/self/fd').length;
  const maps = readFileSync('/proc/self/maps', 'utf8').split('\n').length;
  return { rss, descriptors, maps };
}

function shown({ rss, descriptors, maps }) {
  return `${rss} MB, ${descriptors} files, ${maps} maps`;
}
