// Starts and ends renderers of every kind, thousands unless told otherwise:
//   node ci/leak-cycles.mjs [--cycles <count of each kind>] [--minutes <time>]
// Every counter must be zero after each round of all kinds; how the process has grown is printed. After the given time
// no other round begins.

import { isDeepStrictEqual, parseArgs } from 'node:util';
import { readdirSync, readFileSync } from 'node:fs';
import {
  NOTHING,
  cycleKinds,
  cycles,
  leftovers,
  serveCycles,
} from '../__test__/support/cycles.mjs';

/** Cycles of a kind before the next kind has its turn. */
const ROUND = 50;

const { values: options } = parseArgs({
  options: { cycles: { type: 'string', default: '1000' }, minutes: { type: 'string' } },
});
const count = Number(options.cycles);
const end = options.minutes ? Date.now() + Number(options.minutes) * 60_000 : Infinity;
serveCycles();
for (const kind of cycleKinds) await cycles(kind, Math.min(ROUND, count));
const before = footprint();
console.log(`${count} cycles of each of ${cycleKinds.length} kinds; before them ${shown(before)}`);

let done = 0;
let unclean = 0;
do {
  const round = Math.min(ROUND, count - done);
  for (const kind of cycleKinds) {
    await cycles(kind, round);
    const left = leftovers();
    if (isDeepStrictEqual(left, NOTHING)) continue;
    unclean++;
    console.error(`${kind}: ${JSON.stringify(left)} is left`);
  }
  done += round;
} while (done < count && Date.now() < end);
const after = footprint();
if (after.descriptors > before.descriptors) {
  console.error('There are more open files than before');
  unclean++;
}
if (unclean > 0) process.exitCode = 1;
console.log(
  `leak cycles: ${done} renderers of each of ${cycleKinds.length} kinds, ` +
    `${unclean === 0 ? 'nothing left' : 'something was left'}; after them ${shown(after)}`,
);

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
