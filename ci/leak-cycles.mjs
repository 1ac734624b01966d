// Starts and ends renderers of every kind, and as many plain Workers that do the like without the package, in two
// processes that take turns:
//   node ci/leak-cycles.mjs [--cycles <count of each kind>] [--counted <count of each kind>] [--minutes <time>] [--plant <bytes each>]
// Every counter must be zero after each kind, no file and no thread may be left, and memory and its maps may grow no
// faster than without the package, beyond what is said below. Then renderers alone go on until there were as many as are to be counted:
// nothing may be left of them either. After the given time no other round begins. With
// --plant each renderer leaves so many bytes, to see that it is noticed.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { growth } from './leak-cycles/growth.mjs';

/** Cycles of a kind in a round. After each round both processes are looked at. */
const ROUND = 10;

/** The same where renderers are only counted. */
const COUNTED_ROUND = 60;

/** Rounds before the first look: until then caches fill and heaps find their size. */
const WARM_UP = 3;

/** What a renderer may cost for ever, beyond a plain Worker: less than what can be told from noise in a short run. */
const TOLERATED = { heap: 512, rss: 8192, maps: 0.02 };

const { values: options } = parseArgs({
  options: {
    cycles: { type: 'string', default: '140' },
    counted: { type: 'string', default: '0' },
    minutes: { type: 'string' },
    plant: { type: 'string', default: '0' },
  },
});
const cycles = Number(options.cycles);
const end = options.minutes ? Date.now() + Number(options.minutes) * 60_000 : Infinity;
const began = Date.now();
const wrong = [];
const [renderers, plain] = await Promise.all([start('renderers'), start('plain')]);
const kinds = renderers.kinds.length;
console.log(`${cycles} renderers of each of ${kinds} kinds, and as many plain Workers`);

let done = 0;
let total = 0;
while (done < cycles && (Date.now() < end || done < 2 * ROUND)) {
  const count = Math.min(ROUND, cycles - done);
  await round(count, total < WARM_UP);
  if (total++ >= WARM_UP) done += count;
}
plain.child.disconnect();
let counted = done;
while (counted < Number(options.counted) && Date.now() < end) {
  await look(renderers, COUNTED_ROUND, false);
  counted += COUNTED_ROUND;
}
renderers.child.disconnect();

// Those that are compared are not what the time is for, where others are counted after them.
if (done < cycles && (end === Infinity || options.counted !== '0')) wrong.push('it ended early');
const figures = [];
for (const what of ['heap', 'rss', 'maps']) {
  const each = growth(
    plain.looks.map(({ cycles }) => cycles),
    plain.looks.map((look, index) => renderers.looks[index][what] - look[what]),
  );
  const unit = what === 'maps' ? '' : ' bytes';
  const digits = what === 'maps' ? 3 : 0;
  const [slope, low, high] = each.map((value) => value.toFixed(digits));
  figures.push(`${what} ${slope}${unit} (${low} to ${high})`);
  // What is more than tolerated and no chance.
  if (each[0] > TOLERATED[what] && each[1] > 0) {
    wrong.push(
      `${what} grows by ${slope}${unit} for each renderer; ${TOLERATED[what]} are tolerated`,
    );
  }
}
for (const what of ['files', 'threads']) {
  const [before, after] = [renderers.looks.at(0)[what], renderers.looks.at(-1)[what]];
  if (after > before) wrong.push(`there are ${after} ${what} instead of ${before}`);
}
for (const fault of wrong) console.error(fault);
if (wrong.length > 0) process.exitCode = 1;
const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `leak cycles: ${counted} renderers of each of ${kinds} kinds, ` +
    `${wrong.length === 0 ? 'nothing left' : 'something was left'}; of ${done} of them, each more than a plain Worker: ` +
    `${figures.join(', ')}; ${seconds} s`,
);

async function start(role) {
  const file = fileURLToPath(new URL('leak-cycles/process.mjs', import.meta.url));
  const child = fork(file, [role, options.plant], {
    // The heap of young objects stays small: V8 doubles it at some time, and a step of 8 MiB in the middle of the looks
    // is no leak.
    execArgv: ['--expose-gc', '--min-semi-space-size=2', '--max-semi-space-size=2'],
    // What a thread has freed is found again by the next, and not kept in one of many places.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  });
  const [{ kinds }] = await once(child, 'message');
  return { child, kinds, looks: [] };
}

/** So many of each kind in both processes, which do it one after the other so that neither disturbs the other. */
async function round(count, isWarmUp) {
  for (const process of [renderers, plain]) await look(process, count, isWarmUp);
}

/** Has a process do so many of each kind, and looks at it. */
async function look({ child, looks, kinds: own }, count, isWarmUp) {
  child.send(count);
  const [{ left, ...found }] = await once(child, 'message');
  for (const [kind, what] of Object.entries(left)) {
    wrong.push(`${kind}: ${JSON.stringify(what)} is left`);
  }
  const cycles = (looks.at(-1)?.cycles ?? 0) + count * own.length;
  if (!isWarmUp) looks.push({ ...found, cycles });
}
