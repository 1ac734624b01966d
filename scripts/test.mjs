// Runs all tests, first those of the Rust core, then those of the package, and counts them.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const specs = readdirSync('__test__', { recursive: true })
  .filter((file) => file.endsWith('.spec.mjs'))
  .map((file) => `__test__/${file}`)
  .sort();

const rust = await run('cargo', ['test', '--locked', '--no-default-features']);
const types = [
  await compile('__test__/types'),
  await compile('__test__/types/tsconfig.no-dom.json'),
  await compile('__test__/types/globals'),
];
// What passed, for `scripts/compatibility.mjs`.
process.env.IPCMAIN_TEST_RESULTS ??= 'target/test-results.jsonl';
const js = await run(process.execPath, [
  '--test',
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=./scripts/count-reporter.mjs',
  '--test-reporter-destination=stdout',
  ...specs,
]);

const counts = { passed: 0, failed: 0 };
for (const [, passed, failed] of rust.output.matchAll(/(\d+) passed; (\d+) failed/g)) {
  counts.passed += Number(passed);
  counts.failed += Number(failed);
}
const [, passed, failed] = js.output.match(/^counted (\d+) passed (\d+) failed$/m) ?? [0, 0, 0];
counts.passed += Number(passed);
counts.failed += Number(failed);
for (const { status } of types) {
  if (status === 0) counts.passed += 1;
  else counts.failed += 1;
}

// A runner that fails without naming a test must not look like success.
const broken = [rust, ...types, js].some(({ status }) => status !== 0) && counts.failed === 0;
console.log(`\n${counts.passed} passed, ${counts.failed + (broken ? 1 : 0)} failed`);
process.exit(broken || counts.failed > 0 || Number(passed) === 0 ? 1 : 0);

/** The type tests: it is enough that they compile. */
function compile(project) {
  return run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project]);
}

/** Runs a command, shows what it prints, and keeps it. */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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
