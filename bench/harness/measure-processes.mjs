// ipcmain between two processes, beside child_process.fork, in turns in the process of one job.

import { runPath } from './measure-paths.mjs';
import { median, ratioOf } from './statistics.mjs';
import { figure, printTable } from './table.mjs';

const OURS = 'peers/ipcmain-process';
const forks = [
  { name: 'advanced', link: 'peers/fork-advanced' },
  { name: 'json', link: 'peers/fork-json' },
];

/** What both can do; JSON has no typed arrays. */
const names = ['invoke', 'invoke 64 in flight', 'send tiny', 'send small', 'send rows'];

/** What the comparison must come to, and what is aimed at. */
const MUST = 2;
const AIM = 4;

export async function measureProcesses(paths, amount) {
  const results = [];
  for (const path of paths.filter(({ name }) => names.includes(name))) {
    for (const { name, link } of forks) {
      results.push({ path: path.name, fork: name, ...(await measure(path, link, amount)) });
      process.stderr.write('.');
    }
  }
  process.stderr.write('\n');
  return results;
}

async function measure(path, link, amount) {
  try {
    const rounds = await runPath(path, [OURS, link], amount, {});
    const [ours, others] = [OURS, link].map((one) => rounds[one].map(({ time }) => time));
    const ratio = ratioOf(ours, others);
    return { ipcmain: median(ours), theirs: median(others), ratio, verdict: verdictOf(ratio) };
  } catch (error) {
    return { failed: error.message, verdict: 'FAILED' };
  }
}

function verdictOf({ median: ratio }) {
  if (ratio < MUST) return 'FAILED: below must';
  return ratio < AIM ? 'must' : 'aim';
}

export function printProcesses(results) {
  console.log(
    `\nProcesses (µs per message or call; ratio = child_process.fork / ipcmain; must ${MUST}×, aim ${AIM}×)`,
  );
  printTable(
    ['', 'serialization', 'ipcmain', 'fork', 'ratio', 'min..max', 'reached'],
    results.map(({ path, fork, ipcmain, theirs, ratio, failed, verdict }) =>
      failed
        ? [path, fork, '', '', '', '', `FAILED: ${failed}`]
        : [
            path,
            fork,
            figure(ipcmain),
            figure(theirs),
            `${figure(ratio.median)}×`,
            `${figure(ratio.min)}..${figure(ratio.max)}`,
            verdict,
          ],
    ),
  );
}
