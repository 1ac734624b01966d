// Ends processes by every cause, with workers in every state, on every line of Node:
//   node ci/exit-matrix.mjs [--seeds <count>] [--from <seed>] [--minutes <time>] [--node <command>]…
//     [--cause <name>]… [--state <name>]…
// Each must end with its own code, by no signal, in time, and say what is expected on stderr and nothing else. A seed
// says how many workers there are, at which moment it ends and after which delay. Without --node it takes this Node and
// the lines that the project is tried on. A command may be another runtime: --node 'deno run -A'.

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LINES, canGetNode, nodeOf } from './node-binary.mjs';

/** How long a process may take from the cause to its end, in milliseconds. */
const BOUND = 2000;

/** How long it may take in all. */
const DEADLINE = 20_000;

const file = fileURLToPath(new URL('exit-matrix-case.cjs', import.meta.url));

/** How the process ends. */
const causes = {
  exit: { code: 3 },
  throw: { code: 1, stderr: /Error: thrown on purpose\n/g },
  reject: { code: 1, stderr: /Error: rejected on purpose\n/g },
  reallyExit: { code: 4 },
  natural: { code: 0 },
  SIGTERM: { code: 5 },
  terminate: { code: 6 },
};

/** What its workers do then. */
const states = ['idle', 'blocked', 'queued', 'payload', 'nested', 'ports'];

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    from: { type: 'string', default: '0' },
    minutes: { type: 'string' },
    node: { type: 'string', multiple: true },
    cause: { type: 'string', multiple: true, default: Object.keys(causes) },
    state: { type: 'string', multiple: true, default: states },
  },
});
const end = options.minutes ? Date.now() + Number(options.minutes) * 60_000 : Infinity;
const runtimes = options.node ?? [process.execPath, ...otherLines()];
const cells = cellsInTurn();
const took = [];
let failures = 0;

// Two at a time: a matrix that has the machine to itself would miss what only a busy one shows.
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));

took.sort((one, other) => one - other);
const count = took.length;
if (count === 0) throw new Error('No process was run');
const percentile = (part) => `${took[Math.min(count - 1, Math.floor(count * part))]} ms`;
console.log(
  `exit matrix: ${count} processes, ${failures} wrong; cause to end: half within ${percentile(0.5)}, ` +
    `99 % within ${percentile(0.99)}, the slowest ${percentile(1)}`,
);
if (failures > 0) process.exitCode = 1;

/** Seed by seed, so that whoever stops early has seen every cell. */
function* cellsInTurn() {
  const first = Number(options.from);
  for (let seed = first; seed < first + Number(options.seeds); seed++) {
    for (const node of runtimes) {
      for (const state of options.state) {
        for (const cause of options.cause) yield { node, state, cause, seed };
      }
    }
  }
}

async function worker() {
  for (const cell of cells) {
    if (Date.now() >= end) return;
    const outcome = await run(cell);
    const wrong = mistake(causes[cell.cause], outcome);
    took.push(outcome.took);
    if (wrong === undefined) continue;
    failures++;
    const { node, state, cause, seed } = cell;
    console.error(`--node '${node}' --state ${state} --cause ${cause} --from ${seed}: ${wrong}`);
  }
}

/** Runs one cell in a process of its own. */
async function run({ node, ...cell }) {
  const spawned = Date.now();
  const [command, ...args] = node.split(' ');
  const child = spawn(command, [...args, file], {
    env: { ...process.env, IPCMAIN_EXIT_CASE: JSON.stringify({ ...cell, deadline: DEADLINE }) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...ended) => resolve(ended));
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  const began = lines.length === 1 ? JSON.parse(lines[0]).began : undefined;
  return { code, signal, stderr, lines, took: Date.now() - (began ?? spawned) };
}

/** What is wrong with how a process has ended, if anything. */
function mistake(expected, { code, signal, stderr, lines, took: time }) {
  const said = stderr === '' ? '' : `, stderr: ${stderr}`;
  if (signal !== null || code !== expected.code) return `code ${code}, signal ${signal}${said}`;
  if (lines.length !== 1) return `the state was not reached, or twice: ${lines.join()}${said}`;
  const times = expected.stderr ? (stderr.match(expected.stderr)?.length ?? 0) : 1;
  if (times !== 1 || (!expected.stderr && stderr !== '')) return `stderr: ${stderr}`;
  if (time > BOUND) return `it took ${time} ms`;
  return undefined;
}

function otherLines() {
  return canGetNode ? Object.values(LINES).map(nodeOf) : [];
}
