// Runs the projects of __test__/runners on the packed package, as their users would:
//   node ci/runners.mjs [--node=<version>] [runner …]
// The version is exact, or a line that is known; without it, it is the Node that runs this, or for a runner that
// wants a newer one, Node 24.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOut, npmPack } from '../scripts/pack.mjs';
import { LINES, nodeOf } from './node-binary.mjs';

// In milliseconds.
const LONGEST_INSTALL = 300_000;
const LONGEST_RUN = 180_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const projects = join(root, '__test__/runners');

const nodeTest = { runs: [['--test-reporter=tap']], passed: /^# pass (\d+)/m };

/**
 * How each is run, and what its last lines say. What a run prints must not match `trouble`. Beside it stands the
 * folder `shared`.
 *
 * @type {Record<string, { runs: string[][], passed: RegExp, trouble?: RegExp, shared?: string }>}
 */
const runners = {
  jest: {
    // In processes of their own, then all files in one, one after the other, and one file of which nothing must stay.
    runs: [
      ['--maxWorkers=2'],
      ['--runInBand', '--detectOpenHandles'],
      ['--runInBand', '--detectLeaks', 'untouched'],
    ],
    passed: /^Tests: .*?(\d+) passed/m,
    trouble: /open handles?|did not exit|force exited|leaking memory/,
  },
  vitest: {
    runs: [['--pool=forks'], ['--pool=threads']],
    passed: /^\s*Tests .*?(\d+) passed/m,
    trouble: /Unhandled|close timed out/,
  },
  ava: {
    runs: [['--worker-threads'], ['--no-worker-threads']],
    passed: /^\s*(\d+) tests? passed/m,
  },
  'node-test': nodeTest,
  // Windows with a document, by the libraries that can make one.
  jsdom: { ...nodeTest, shared: 'dom' },
  'happy-dom': { ...nodeTest, shared: 'dom' },
};

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--node='));
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const version = options[0]?.slice('--node='.length);
const chosen = version && nodeOf(LINES[version] ?? version);

const folder = mkdtempSync(join(tmpdir(), 'ipcmain-runners-'));
try {
  const packed = join(folder, npmPack(layOut(folder), folder));
  for (const name of asked.length > 0 ? asked : Object.keys(runners)) {
    try {
      console.log(await run(name, packed));
    } catch (error) {
      console.log(`${name}: failed: ${error.message}`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs a project and runs it in each of its ways. */
async function run(name, packed) {
  const { runs, passed, trouble, shared = 'app' } = runners[name];
  const project = join(folder, name);
  cpSync(join(projects, name), project, { recursive: true });
  cpSync(join(projects, shared), join(project, shared), { recursive: true });
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await must('npm', ['install', '--no-save', ...quiet, packed], project, LONGEST_INSTALL);
  const node = chosen ?? nodeFor(join(project, 'node_modules', name, 'package.json'));
  const env = {
    ...process.env,
    NO_COLOR: '1',
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  };
  delete env.NODE_TEST_CONTEXT;
  const counts = [];
  for (const args of runs) {
    const output = await must('npm', ['test', '--', ...args], project, LONGEST_RUN, env);
    const count = Number(passed.exec(output)?.[1] ?? 0);
    if (count === 0 || trouble?.test(output)) throw new Error(`${args.join(' ')}\n${output}`);
    counts.push(`${count} passed (${args.join(' ')})`);
  }
  const { version: of } = manifest(join(project, 'node_modules', name, 'package.json'));
  const running = (await must(node, ['--version'], project, LONGEST_RUN)).trim();
  return `${name}${of === undefined ? '' : ` ${of}`}, Node ${running}: ${counts.join(', ')}`;
}

/** The Node that runs this, where a runner accepts it. */
function nodeFor(file) {
  const wanted = manifest(file).engines?.node;
  return wanted === undefined || satisfies(process.versions.node, wanted)
    ? process.execPath
    : nodeOf(LINES[24]);
}

function manifest(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** As far as the ranges go that runners state: `^1.2`, `>=1.2.3`, and `||` between them. */
function satisfies(present, ranges) {
  const numbers = (text) => text.split('.').map(Number);
  const [major, ...rest] = numbers(present);
  return ranges.split('||').some((range) => {
    const [, sign, text] = /^\s*(\^|>=)?(.*?)\s*$/.exec(range);
    const [least, ...lower] = numbers(text);
    if (major !== least) return sign === '>=' && major > least;
    const [minor = 0, patch = 0] = lower;
    return rest[0] > minor || (rest[0] === minor && rest[1] >= patch);
  });
}

/**
 * Runs a command and all that it starts, until the deadline.
 *
 * @returns {Promise<string>} what it printed
 */
async function must(command, args, cwd, deadline, env = process.env) {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    process.kill(-child.pid, 'SIGKILL');
  }, deadline);
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  if (late) output += `\nnot done after ${deadline / 1000} s`;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${output}`);
  return output;
}
