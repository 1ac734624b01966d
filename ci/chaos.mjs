// Random mixes of everything, with locks that are slow now and then:
//   node ci/chaos.mjs [--seconds 60] [--seed N] [--minutes <time>]
// It builds a native core whose locks wait at random (`src/core/sync/delayed.rs`), and has one process use it. The
// seed decides what everybody does and where locks wait; which thread is first is still for the machine to say. With
// --minutes there is one such process after the other, with the next seed each, until the time is over or one fails.

import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cargoBuild } from '../scripts/cargo-build.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    minutes: { type: 'string', default: '0' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const targetDir = fileURLToPath(new URL('../target/chaos', import.meta.url));
const core = `${targetDir}/ipcmain.node`;

const env = { ...process.env, RUSTFLAGS: '--cfg ipc_sync="delayed"' };
copyFileSync(cargoBuild({ root, targetDir, env }), core);

const end = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let rounds = 0;
let isGood;
do {
  isGood = round(seed++, Number(values.seconds));
  rounds++;
} while (isGood && Date.now() < end);
console.log(
  `chaos: ${rounds} times ${values.seconds} s from seed ${values.seed}, ${isGood ? 'nothing wrong' : 'the last one failed'}`,
);
if (!isGood) process.exitCode = 1;

/** One process, whose every check must hold. */
function round(seed, seconds) {
  console.log(`seed ${seed}`);
  const main = fileURLToPath(new URL('chaos/main.mjs', import.meta.url));
  const child = spawnSync(process.execPath, ['--expose-gc', main, String(seconds)], {
    env: { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: core, IPCMAIN_CHAOS_SEED: String(seed) },
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: (seconds + 60) * 1000,
    killSignal: 'SIGKILL',
  });
  const announced = `ipcmain: locks are delayed, seed ${seed}\n`;
  const isDelayed = child.stderr.startsWith(announced);
  const rest = child.stderr.slice(isDelayed ? announced.length : 0);
  if (rest !== '') process.stderr.write(rest);
  if (!isDelayed) console.error('The locks were not delayed');
  if (child.signal !== null) console.error(`It was ended by ${child.signal}`);
  return child.status === 0 && isDelayed && rest === '';
}
