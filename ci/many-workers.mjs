// A thousand renderers at once, unless told otherwise, all blocked in sendSync, then terminated at once:
//   node ci/many-workers.mjs [--workers <count>]
// They must end about as fast as Workers that do not use the package, cost neither threads nor files nor a processor
// while they wait, and leave nothing. Node takes its Workers down one after the other, the more of them the slower.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { ipcMain, webContents } from 'ipcmain';
import { NOTHING, leftovers } from '../__test__/support/cycles.mjs';

/** How much of one processor each may use while it waits. */
const BUSY = 0.002;

/** How many memory maps each may have more than a plain Worker: the heap of its own code is most of them. */
const MAPS = 20;

const { values: options } = parseArgs({
  options: { workers: { type: 'string', default: '1000' } },
});
const count = Number(options.workers);
const linux = process.platform === 'linux';

const waits = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`;
const blocks = `require('ipcmain').ipcRenderer.sendSync('block')`;

// The first Worker of all loads the native library.
await costOf(1, blocks, true);
const plain = await costOf(count, waits);
const renderer = await costOf(count, blocks, true);
assert.deepEqual(leftovers(), NOTHING);

const more = (what) => renderer[what] - plain[what];
console.log(
  `many workers: ${count} blocked at once use ${renderer.busy.toFixed(2)} of a processor and ended ` +
    `${renderer.took} ms after terminate(), without the package after ${plain.took} ms; each has ` +
    `${renderer.maps.toFixed(1)} memory maps instead of ${plain.maps.toFixed(1)}, ` +
    `${more('threads').toFixed(2)} threads and ${more('files').toFixed(2)} files more`,
);
const isCheap =
  more('threads') <= 0.05 &&
  more('files') <= 0.05 &&
  more('maps') <= MAPS &&
  renderer.busy / count <= BUSY;
if (!isCheap || renderer.took > 2 * plain.took + 1000) process.exitCode = 1;

/** Starts so many Workers with that code, looks at what each costs, and ends them all at once. */
async function costOf(number, code, areRenderers = false) {
  const before = footprint();
  const workers = Array.from({ length: number }, () => new Worker(code, { eval: true }));
  const renderers = areRenderers ? workers : [];
  const destroyed = renderers.map((worker) => once(webContents.fromWorker(worker), 'destroyed'));
  const online = Promise.all(workers.map((worker) => once(worker, 'online')));
  await (areRenderers ? allBlocked(number) : online);
  const after = footprint();
  const { user, system } = process.cpuUsage();
  // As long as it takes to say how busy they are.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const used = process.cpuUsage();
  const ended = workers.map((worker) => once(worker, 'exit'));
  const began = performance.now();
  for (const worker of workers) void worker.terminate();
  await Promise.all(ended);
  const took = Math.round(performance.now() - began);
  await Promise.all(destroyed);
  const each = (what) => (after[what] - before[what]) / number;
  const busy = (used.user + used.system - user - system) / 1e6;
  return { took, busy, threads: each('threads'), files: each('files'), maps: each('maps') };
}

/** Resolves when so many have asked what nobody answers. */
function allBlocked(number) {
  const events = [];
  return new Promise((resolve) => {
    ipcMain.removeAllListeners('block').on('block', (event) => {
      if (events.push(event) === number) resolve(events);
    });
  });
}

function footprint() {
  if (!linux) return { threads: 0, files: 0, maps: 0 };
  return {
    threads: readdirSync('/proc/self/task').length,
    files: readdirSync('/proc/self/fd').length,
    maps: readFileSync('/proc/self/maps', 'utf8').split('\n').length,
  };
}
