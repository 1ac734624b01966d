// Runs the tests of renderers once more, with renderers that are processes: those of `__test__/in-processes.json`,
// which says of the others why not. What passed is left for `scripts/compatibility.mjs`.

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const { files, others } = JSON.parse(readFileSync('__test__/in-processes.json', 'utf8'));

const uses = /support\/(?:exchange|ports|renderer|routes|window)\.mjs/;
const unlisted = readdirSync('__test__')
  .filter((file) => file.endsWith('.spec.mjs'))
  .filter((file) => uses.test(readFileSync(`__test__/${file}`, 'utf8')))
  .map((file) => file.replace('.spec.mjs', ''))
  .filter((name) => !files.includes(name) && !(name in others));
if (unlisted.length > 0) {
  console.error(`__test__/in-processes.json does not say what about ${unlisted.join(', ')}`);
  process.exit(1);
}

const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-timeout=120000',
    '--test-reporter=./scripts/count-reporter.mjs',
    '--test-reporter-destination=stdout',
    '--test-reporter=dot',
    '--test-reporter-destination=stderr',
    ...files.map((file) => `__test__/${file}.spec.mjs`),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      IPCMAIN_TEST_TRANSPORT: 'process',
      IPCMAIN_TEST_RESULTS: process.env.IPCMAIN_TEST_RESULTS ?? 'target/process-results.jsonl',
    },
  },
);
process.exit(status ?? 1);
