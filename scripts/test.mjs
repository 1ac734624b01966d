// Runs all tests, first those of the Rust core, then those of the package, and counts them.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AT_A_TIME, alone, together } from './specs.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const rust = await run('cargo', ['test', '--locked', '--no-default-features']);
const types = [
  await compile('__test__/types'),
  await compile('__test__/types/tsconfig.no-dom.json'),
  await compile('__test__/types/globals'),
];
// What passed, for `scripts/compatibility.mjs`.
const results = process.env.IPCMAIN_TEST_RESULTS ?? 'target/test-results.jsonl';
rmSync(results, { force: true });
const js = [await runSpecs(together, AT_A_TIME), await runSpecs(alone, 1)];

const counts = { passed: 0, failed: 0 };
for (const [, passed, failed] of rust.output.matchAll(/(\d+) passed; (\d+) failed/g)) {
  counts.passed += Number(passed);
  counts.failed += Number(failed);
}
for (const { passed, failed } of js) {
  counts.passed += passed;
  counts.failed += failed;
}
for (const { status } of types) {
  if (status === 0) counts.passed += 1;
  else counts.failed += 1;
}

// A runner that fails without naming a test must not look like success.
const broken = [rust, ...types, ...js].some(({ status }) => status !== 0) && counts.failed === 0;
console.log(`\n${counts.passed} passed, ${counts.failed + (broken ? 1 : 0)} failed`);
const isNothing = js.some(({ passed }) => passed === 0);
process.exit(broken || counts.failed > 0 || isNothing ? 1 : 0);

/** The type tests: it is enough that they compile. */
function compile(project) {
  return run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project]);
}

/** Runs files of JavaScript tests, so many at a time, and adds what passed to the results. */
async function runSpecs(files, atATime) {
  const part = `${results}.part`;
  const reporters = ['spec', './scripts/count-reporter.mjs'].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ]);
  const args = ['--test', `--test-concurrency=${atATime}`, ...reporters, ...files];
  const { status, output } = await run(process.execPath, args, { IPCMAIN_TEST_RESULTS: part });
  if (existsSync(part)) writeFileSync(results, readFileSync(part), { flag: 'a' });
  rmSync(part, { force: true });
  const [, passed, failed] = output.match(/^counted (\d+) passed (\d+) failed$/m) ?? [0, 0, 0];
  return { status, passed: Number(passed), failed: Number(failed) };
}

/** Runs a command, shows what it prints, and keeps it. */
async function run(command, args, env = {}) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', resolve);
  });
  return { status, output };
}
