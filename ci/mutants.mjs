// The tests of the tests: puts each fault of ci/mutants/list.mjs into a copy of the sources and runs the one test
// that must notice it, which passes without the fault.
//   node ci/mutants.mjs [--quick] [part of a fault's text]
// With --quick, without those whose tests take a minute, which wait for what hangs. The test must say itself that it has failed, also where the
// fault makes something hang: a test that is still running at the deadline has noticed nothing.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutants } from './mutants/list.mjs';

// In milliseconds. A test takes some seconds, after what has to be compiled for it; one whose subject is a hang has a
// deadline of its own, which is shorter than this.
const LONGEST_TEST = 150_000;
const LONGEST_BUILD = 600_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'target/mutants');
const copy = join(target, 'copy');

const { platformTriple } = createRequire(import.meta.url)('../lib/common/platform.js');
const addon = join(root, `ipcmain.${platformTriple()}.node`);

const { values: options, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [asked = ''] = positionals;
const chosen = mutants.filter(
  ({ fault, slow = false }) => fault.includes(asked) && !(slow && options.quick),
);
makeCopy();
// Also of those that are not tried now: they are forgotten otherwise when the code changes.
for (const mutant of mutants) edited(mutant);
await buildTests();

const sound = new Set();
let caught = 0;
for (const mutant of chosen) {
  const began = Date.now();
  const outcome = await tryMutant(mutant);
  if (outcome === 'caught') caught++;
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${outcome}: ${mutant.fault} (${nameOf(mutant.test)}; ${seconds} s)`);
}
console.log(`${caught} of ${chosen.length}`);
process.exit(caught === chosen.length && caught > 0 ? 0 : 1);

function makeCopy() {
  rmSync(copy, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean)) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/** The file of a mutant with its fault. */
function edited({ file, from, to, fault }) {
  const text = readFileSync(join(copy, file), 'utf8');
  if (text.split(from).length !== 2) {
    throw new Error(`${file} has not exactly one place for "${fault}"`);
  }
  return text.replace(from, () => to);
}

/** Compiles what is not part of the copy beforehand, so that no deadline is spent on it. */
async function buildTests() {
  const suites = new Set(chosen.map(({ test }) => test.cargo).filter(Boolean));
  for (const suite of suites) {
    const { status } = await run('cargo', [...cargoArgs(suite), '--no-run'], suite, LONGEST_BUILD);
    if (status !== 0) throw new Error(`the tests ${suite} were not built`);
  }
}

async function tryMutant(mutant) {
  const { test, file } = mutant;
  const name = nameOf(test);
  if (!sound.has(name)) {
    const { passed, output } = await runTest(test);
    if (!passed) throw new Error(`without a fault, this fails already: ${name}\n${output}`);
    sound.add(name);
  }
  const sane = readFileSync(join(copy, file), 'utf8');
  writeFileSync(join(copy, file), edited(mutant));
  try {
    if (test.cargo !== undefined) {
      const args = [...cargoArgs(test.cargo), '--no-run'];
      const { status, output } = await run('cargo', args, test.cargo, LONGEST_BUILD);
      if (status !== 0) throw new Error(`the fault does not compile: ${mutant.fault}\n${output}`);
    }
    const { failed, late } = await runTest(test);
    if (late) return 'NOT CAUGHT, IT HANGS';
    return failed ? 'caught' : 'NOT CAUGHT';
  } finally {
    writeFileSync(join(copy, file), sane);
  }
}

function nameOf({ name, title, says }) {
  return name ?? title ?? says;
}

function cargoArgs(suite) {
  const kind = suite === 'lib' ? ['--lib'] : ['--test', suite];
  const folder = join(root, 'target', suite === 'loom' ? 'loom' : '');
  return ['test', '--locked', '--no-default-features', ...kind, '--target-dir', folder];
}

/** Whether the test has passed, or failed: neither when it did not run. */
async function runTest(test) {
  if (test.script !== undefined) return runScript(test);
  const { output, late } = await (test.cargo === undefined ? runSpec(test) : runCargo(test));
  const name = nameOf(test).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const said =
    test.cargo === undefined
      ? { passed: `^ *ok \\d+ - ${name}$`, failed: `^ *not ok \\d+ - ${name}$` }
      : { passed: `^test ${name} .*ok$`, failed: `^test ${name} .*FAILED$` };
  const has = (pattern) => new RegExp(pattern, 'm').test(output);
  return { passed: has(said.passed) && !has(said.failed), failed: has(said.failed), late, output };
}

function runCargo({ cargo, name }) {
  return run('cargo', [...cargoArgs(cargo), name, '--', '--exact'], cargo, LONGEST_TEST);
}

function runSpec({ spec, title }) {
  const pattern = `^${title.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`;
  const options = ['--test', '--test-reporter=tap', `--test-name-pattern=${pattern}`, spec];
  return run(process.execPath, options, undefined, LONGEST_TEST);
}

/** A program that must fail and say why, in these words. */
async function runScript({ script, env, says }) {
  const { status, output, late } = await run(
    process.execPath,
    script,
    undefined,
    LONGEST_TEST,
    env,
  );
  return { passed: status === 0, failed: status !== 0 && output.includes(says), late, output };
}

/** Runs a command in the copy; when it takes too long, it is killed with all that it has started. */
async function run(command, args, suite, deadline, more) {
  const env = { ...process.env, ...more, NAPI_RS_NATIVE_LIBRARY_PATH: addon };
  if (suite === 'loom') {
    Object.assign(env, {
      RUSTFLAGS: '--cfg ipc_sync="loom"',
      IPCMAIN_SPIN: '0',
      LOOM_MAX_PREEMPTIONS: '3',
    });
  }
  const child = spawn(command, args, {
    cwd: copy,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
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
  return { status, output, late };
}
