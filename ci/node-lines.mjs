// Runs the tests on other lines of Node than the one it is developed on, on the package as it is published:
//   node ci/node-lines.mjs [version …]
// A version is exact, or a line that is known here.

import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AT_A_TIME, alone, together } from '../scripts/specs.mjs';
import { OF_CHECKOUT, layOutWithTests } from './packed-tests.mjs';
import { LINES, canGetNode, nodeOf } from './node-binary.mjs';

// In milliseconds: the slowest file takes a fraction of this.
const LONGEST = 180_000;

if (!canGetNode) {
  console.log(
    `Nothing to do: this gets Node for linux x64, not ${process.platform} ${process.arch}.`,
  );
  process.exit(0);
}

const logs = fileURLToPath(new URL('../target/node-lines/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ipcmain-packed-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
process.chdir(layOutWithTests(folder));

const asked = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(LINES);
for (const version of asked.map((name) => LINES[name] ?? name)) {
  const { passed, failing, log } = await runTests(nodeOf(version), version);
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
async function runTests(node, version) {
  const log = join(logs, version, 'tests.log');
  rmSync(log, { force: true });
  const tests = [];
  const left = together.filter((file) => !OF_CHECKOUT.includes(file));
  const lane = async (files) => {
    while (files.length > 0) tests.push(...(await runFile(node, files.shift(), log)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, () => lane(left)));
  await lane([...alone]);
  return {
    log,
    passed: tests.filter((test) => test.passed).length,
    failing: tests.filter((test) => !test.passed && !test.skipped),
  };
}

/** Each file has a runner of its own, for some Nodes wait without end for a file that hangs. */
async function runFile(node, spec, log) {
  const results = `${dirname(log)}/${basename(spec)}.jsonl`;
  rmSync(results, { force: true });
  const reporters = ['spec', './scripts/count-reporter.mjs'].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ]);
  const run = promisify(execFile)(node, ['--test', ...reporters, spec], {
    env: { ...process.env, IPCMAIN_TEST_RESULTS: resolve(results) },
    maxBuffer: Infinity,
    timeout: LONGEST,
  });
  run.child.stdin.end();
  // A failure has the outputs as well, and `code` or `signal`.
  const { code = 0, signal, stdout, stderr } = await run.catch((failure) => failure);
  process.stderr.write(stderr);
  appendFileSync(log, stdout);
  const lines = existsSync(results) ? readFileSync(results, 'utf8').split('\n') : [];
  rmSync(results, { force: true });
  const tests = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  // What breaks off, or fails without naming a test, must not look like success.
  const named = tests.some((test) => !test.passed && !test.skipped);
  const isEnded = typeof code !== 'number' || Boolean(signal);
  const whole = isEnded || tests.length === 0 || (code !== 0 && !named);
  return whole ? [...tests, { title: spec, file: spec, passed: false, skipped: false }] : tests;
}
