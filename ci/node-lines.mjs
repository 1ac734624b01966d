// Runs the tests of the package on other lines of Node than the one it is developed on:
//   node ci/node-lines.mjs [version …]
// A version is exact, or a line that is known here.

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINES, canGetNode, nodeOf } from './node-binary.mjs';

// In milliseconds: the slowest file takes a fraction of this.
const LONGEST = 180_000;

if (!canGetNode) {
  console.log(
    `Nothing to do: this gets Node for linux x64, not ${process.platform} ${process.arch}.`,
  );
  process.exit(0);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// Not every line of Node expands a pattern itself, and not in the same way.
const specs = readdirSync('__test__')
  .filter((file) => file.endsWith('.spec.mjs'))
  .map((file) => `__test__/${file}`)
  .sort();

const asked = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(LINES);
for (const version of asked.map((name) => LINES[name] ?? name)) {
  const { passed, failing, log } = runTests(nodeOf(version), version);
  console.log(`Node ${version}: ${passed} passed, ${failing.length} failed`);
  for (const { title, file } of failing) {
    // A file that fails as a whole is given as a test with its path for a title.
    console.log(title.endsWith(file) ? `  ${file}` : `  ${file}: ${title}`);
  }
  // Tests that did not run have not passed.
  if (failing.length > 0 || passed === 0) {
    console.log(`  more about it in ${log}`);
    process.exitCode = 1;
  }
}

/** Runs all tests and says how they ended; what the runner has to say about them is kept in a file. */
function runTests(node, version) {
  const log = `target/node-lines/${version}/tests.log`;
  rmSync(log, { force: true });
  const tests = specs.flatMap((spec) => runFile(node, spec, log));
  return {
    log,
    passed: tests.filter((test) => test.passed).length,
    failing: tests.filter((test) => !test.passed && !test.skipped),
  };
}

/** Each file has a runner of its own, for some Nodes wait without end for a file that hangs. */
function runFile(node, spec, log) {
  const results = `${dirname(log)}/results.jsonl`;
  rmSync(results, { force: true });
  const reporters = ['spec', './scripts/count-reporter.mjs'].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ]);
  const { status, error, stdout } = spawnSync(node, ['--test', ...reporters, spec], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, IPCMAIN_TEST_RESULTS: resolve(results) },
    maxBuffer: Infinity,
    timeout: LONGEST,
  });
  appendFileSync(log, stdout);
  const lines = existsSync(results) ? readFileSync(results, 'utf8').split('\n') : [];
  const tests = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  // What breaks off, or fails without naming a test, must not look like success.
  const named = tests.some((test) => !test.passed && !test.skipped);
  const whole = error || tests.length === 0 || (status !== 0 && !named);
  return whole ? [...tests, { title: spec, file: spec, passed: false, skipped: false }] : tests;
}
