// Exchanges numbered messages of every kind and size with eight renderers, a million unless told otherwise:
//   node ci/order.mjs [--messages <count>] [--minutes <time>] [--seed <number>] [--workers <count>]
// None may be lost, come twice, come damaged or overtake another of its sender. It goes in rounds, each with new
// renderers; after the given time no other begins.

import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { ipcMain } from 'ipcmain';
import { exchangeNumbered } from '../__test__/support/order.mjs';

const { EDGES } = createRequire(import.meta.url)('../__test__/support/order-payload.cjs');

/** Messages of one round. */
const ROUND = 1_000_000;

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: String(ROUND) },
    minutes: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    workers: { type: 'string', default: '8' },
  },
});
const wanted = Number(options.messages);
if (!(wanted >= 1))
  throw new Error(`--messages must be a number of messages, not ${options.messages}`);
const workers = Number(options.workers);
const began = Date.now();
const end = options.minutes ? began + Number(options.minutes) * 60_000 : Infinity;
let seed = Number(options.seed);
console.log(`${wanted} messages from ${workers} renderers, seed ${seed}`);

const totals = { arrived: 0, received: 0 };
const sent = {};
const wrong = [];
const sizes = new Map();
while (totals.arrived < wanted && wrong.length === 0) {
  const messages = Math.min(ROUND, wanted - totals.arrived);
  const round = await exchangeNumbered({ messages, workers, seed });
  totals.arrived += round.arrived;
  totals.received += round.received;
  for (const [way, times] of Object.entries(round.sent)) sent[way] = (sent[way] ?? 0) + times;
  wrong.push(...round.wrong);
  for (const size of EDGES) sizes.set(size, (sizes.get(size) ?? 0) + (round.sizes.get(size) ?? 0));
  const { messages: left } = ipcMain.inspect().queued;
  if (left > 0) wrong.push(`${left} messages are left`);
  seed += workers;
  if (Date.now() >= end) break;
}
// Each of these at least once in a few thousand, or little is proved.
const rare =
  wanted < 20_000 ? [] : [...Object.entries(sent), ...sizes].filter(([, times]) => times < 10);
for (const [what, times] of rare) wrong.push(`only ${times} messages of ${what}`);
for (const fault of wrong) console.error(fault);
if (wrong.length > 0) process.exitCode = 1;
const ways = Object.entries(sent).map(([way, times]) => `${times} ${way}`);
const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `order: ${totals.arrived} messages of ${workers} renderers to main (${ways.join(', ')}; ${sizes.size} sizes), ` +
    `${totals.received} back, ` +
    `${wrong.length} wrong, ${seconds} s`,
);
