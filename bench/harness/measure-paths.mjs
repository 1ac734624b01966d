// Runs the paths, ipcmain and MessagePort in turns, and compares both with each other and the targets.

import { runJob } from './job.mjs';
import { targetsOf } from './modes.mjs';
import { median, ratioOf } from './statistics.mjs';
import { figure, printTable } from './table.mjs';

const JOB = new URL('path.mjs', import.meta.url);
const [OURS, THEIRS] = ['links/ipcmain', 'links/message-port'];

const amounts = {
  full: { part: 1, warmups: 2, rounds: 9, deadline: 60 },
  quick: { part: 1 / 4, warmups: 2, rounds: 3, deadline: 15 },
  peers: { part: 1 / 4, warmups: 1, rounds: 3, deadline: 15 },
};

/** Runs the rounds of one path and gives those of each link. */
export function runPath(path, links, amount, jobs) {
  const { part, warmups, rounds, deadline } = amounts[amount];
  const task = { ...path, count: Math.ceil(path.count * part) };
  return runJob(JOB, { links, task, warmups, rounds }, { ...jobs, deadline });
}

export async function measurePaths(paths, mode, amount) {
  const results = [];
  for (const path of paths) {
    const about = { name: path.name, ...targetsOf(mode, path) };
    try {
      const rounds = await runPath(path, [OURS, THEIRS], amount, mode.jobs);
      // Once is enough: the other modes take half of a full run as it is.
      const alone = mode.floor ? undefined : await portAlone(path, amount);
      results.push(judge({ ...about, ...compare(rounds), alone }, path));
    } catch (error) {
      results.push({ ...about, failed: error.message, verdict: 'FAILED' });
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return results;
}

/** MessagePort with nothing beside it: what runs in turns with it leaves its traces, see docs/performance.md. */
async function portAlone(path, amount) {
  const { [THEIRS]: rounds } = await runPath(path, [THEIRS], amount, {});
  return median(rounds.map(({ time }) => time));
}

/** The medians of both, and the ratios of neighbouring rounds. */
function compare({ [OURS]: ours, [THEIRS]: theirs }) {
  const of = (rounds, key) => rounds.map((round) => round[key]);
  const sideOf = (rounds) => ({ time: median(of(rounds, 'time')), cpu: median(of(rounds, 'cpu')) });
  return {
    ipcmain: sideOf(ours),
    messagePort: sideOf(theirs),
    ratio: ratioOf(of(ours, 'time'), of(theirs, 'time')),
    cpuRatio: ratioOf(of(ours, 'cpu'), of(theirs, 'cpu')),
  };
}

function judge(result, { shape }) {
  const { ratio, cpuRatio, must, aim } = result;
  const misses = [];
  if (ratio.median < must) misses.push('below must');
  // What is sent one way must not cost more of the machine either.
  if (shape === 'oneWay' && cpuRatio.median < 1) misses.push('more CPU');
  const passed = ratio.median >= aim ? 'aim' : 'must';
  return { ...result, verdict: misses.length > 0 ? `FAILED: ${misses.join(', ')}` : passed };
}

export function printPaths(mode, results) {
  console.log(`\nPaths, ${mode.name} (µs per message or call; ratio = MessagePort / ipcmain)`);
  const head = ['', 'ipcmain', 'MessagePort', 'alone', 'ratio', 'min..max', 'must', 'aim'];
  printTable(
    [...head, 'CPU ipcmain', 'CPU MessagePort', 'reached'],
    results.map(
      ({ name, ipcmain, messagePort, alone, ratio, must, aim, failed, verdict, ...rest }) =>
        failed
          ? [name, '', '', '', '', '', `${must}×`, `${aim}×`, '', '', `FAILED: ${failed}`]
          : [
              name,
              figure(ipcmain.time),
              figure(messagePort.time),
              figure(alone),
              `${figure(ratio.median)}×`,
              `${figure(ratio.min)}..${figure(ratio.max)}`,
              `${must}×`,
              `${aim}×`,
              figure(ipcmain.cpu),
              `${figure(messagePort.cpu)} (${figure(rest.cpuRatio.median)}×)`,
              verdict,
            ],
    ),
  );
}
