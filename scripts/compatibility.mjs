// Writes docs/compatibility.md: what a run of the tests says about each numbered case of Electron's IPC.
//   node scripts/compatibility.mjs [--check] [--results <file>] [--process-results <file>]
// --check writes nothing and fails when the page is not up to date or a case has neither test nor reason.
// --results takes the tests that a run with IPCMAIN_TEST_RESULTS=<file> has left, instead of running them;
// --process-results those of `npm run test:processes`.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PAGE = 'docs/compatibility.md';
const CASES = 'docs/compatibility.json';
const LAST_CASE = 290;

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean' },
    results: { type: 'string' },
    'process-results': { type: 'string' },
  },
});
const results = resolve(options.results ?? '');
const processResults = resolve(options['process-results'] ?? '');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const specs = readdirSync('__test__')
  .filter((file) => file.endsWith('.spec.mjs'))
  .map((file) => `__test__/${file}`)
  .sort();

const cases = JSON.parse(readFileSync(CASES, 'utf8'));
const tests = options.results ? testsOfEarlierRun(results) : runTests();
const processTests = options['process-results']
  ? testsOfEarlierRun(processResults)
  : runProcessTests();
const rows = Object.entries(cases).map(([number, about]) => {
  const result = resultOf(about, testsOf(number));
  return { number, ...about, result, inProcesses: resultInProcesses(number, result) };
});
const page = pageOf(rows);
const old = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';

const problems = mistakes();
if (options.check) problems.push(...unanswered(), ...differences(old, page));
else writeFileSync(PAGE, page);
console.log(countsOf(rows).join(', '));
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

/** Runs all tests and gives what each of them came to. A file that hangs fails in the end. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'ipcmain-results-'));
  const file = join(folder, 'results.jsonl');
  spawnSync(
    process.execPath,
    ['--test', '--test-timeout=120000', '--test-reporter=./scripts/count-reporter.mjs', ...specs],
    { stdio: 'inherit', env: { ...process.env, IPCMAIN_TEST_RESULTS: file } },
  );
  const found = readTests(file);
  rmSync(folder, { recursive: true });
  return found;
}

/** Runs those of renderers again, with renderers that are processes. */
function runProcessTests() {
  const folder = mkdtempSync(join(tmpdir(), 'ipcmain-results-'));
  const file = join(folder, 'results.jsonl');
  spawnSync(process.execPath, ['scripts/test-processes.mjs'], {
    stdio: 'inherit',
    env: { ...process.env, IPCMAIN_TEST_RESULTS: file },
  });
  const found = readTests(file);
  rmSync(folder, { recursive: true });
  return found;
}

/** What tests of files that can run on both say about a case, where renderers are processes. */
function resultInProcesses(number, result) {
  const its = processTests.filter(({ title }) => numbersOf(title).includes(number));
  if (its.some(isFailed)) return 'fails';
  if (!its.some(({ passed }) => passed)) return '';
  return result.split(':')[0];
}

/** A run from before a test was changed says nothing about that test. */
function testsOfEarlierRun(file) {
  const ran = statSync(file).mtimeMs;
  const changed = specs.find((spec) => statSync(spec).mtimeMs > ran);
  if (changed) throw new Error(`${changed} has changed since the tests of ${file} ran`);
  return readTests(file);
}

function readTests(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  if (found.length === 0) throw new Error('The tests did not run to their end');
  return found;
}

/** The title of a test starts with the number of its case, or of several: `93, 94 every method …`. */
function numbersOf(title) {
  return title.match(/^\d+(?:, \d+)*(?= )/)?.[0].split(', ') ?? [];
}

function testsOf(number) {
  return tests.filter(({ title }) => numbersOf(title).includes(number));
}

function isFailed({ passed, skipped }) {
  return !passed && !skipped;
}

/** Only a test that has passed, on this run, makes a case `same`; one that has failed takes that away. */
function resultOf({ deviates, notApplicable, notTested }, itsTests) {
  if (itsTests.some(isFailed)) return 'fails';
  if (itsTests.some(({ passed }) => passed)) return deviates ? `deviates: ${deviates}` : 'same';
  if (notApplicable) return `not applicable: ${notApplicable}`;
  return notTested ? `not tested: ${notTested}` : 'not tested';
}

function countsOf(those) {
  const kinds = ['same', 'deviates', 'not applicable', 'fails', 'not tested'];
  return kinds.map((kind) => {
    const count = those.filter(({ result }) => result.split(':')[0] === kind).length;
    return `${count} ${kind}`;
  });
}

function pageOf(those) {
  const lines = those.map(
    ({ number, case: text, result, inProcesses }) =>
      `| ${number} | ${text} | ${result} | ${inProcesses} |`,
  );
  return `# Compatibility with Electron

Made by \`npm run compatibility\` from a run of the tests; do not edit. The number of a case stands at the start of the
title of its tests, in \`__test__\`. A case is \`same\` only if it has a test that passed on that run, and none that failed.
The last column says the same of a second run, in which renderers are processes and not Workers. It is empty where no test
of the case can run so; \`__test__/in-processes.json\` says which files do, and why the others do not.

${countsOf(those)
  .map((count) => `- ${count}`)
  .join('\n')}

<!-- oxfmt-ignore -->
| case | what it is about | result | in a process |
| ---: | --- | --- | --- |
${lines.join('\n')}
`;
}

/** What is wrong with the tests that ran, or with what the cases say about them. */
function mistakes() {
  const found = [];
  for (let number = 1; number <= LAST_CASE; number++) {
    if (!cases[number]) found.push(`${CASES} has no case ${number}`);
  }
  for (const { title, file } of [...tests, ...processTests].filter(isFailed)) {
    // A file that fails as a whole is given as a test; which cases it would have tested is unknown.
    if (title.endsWith(file)) found.push(`${file} failed as a whole`);
    if (numbersOf(title).length > 0) found.push(`${file}: "${title}" failed`);
  }
  for (const { title, file } of tests) {
    for (const number of numbersOf(title)) {
      if (!cases[number]) found.push(`${file}: there is no case for "${title}"`);
    }
  }
  for (const { number, notApplicable, notTested } of rows) {
    const claim = notApplicable ? 'not applicable' : notTested ? 'not tested' : undefined;
    const tested = testsOf(number).some(({ skipped }) => !skipped);
    if (claim && tested) found.push(`Case ${number} is listed as ${claim}, but has a test`);
  }
  return found;
}

/** The cases about which the page says nothing. */
function unanswered() {
  return rows
    .filter(({ result }) => result === 'not tested')
    .map(({ number }) => `Case ${number} has no test, and no reason for that in ${CASES}`);
}

/** The lines that one page has and the other has not. */
function differences(before, after) {
  if (before === after) return [];
  const [gone, come] = [before.split('\n'), after.split('\n')];
  return [
    `${PAGE} is not up to date; npm run compatibility writes it:`,
    ...gone.filter((line) => !come.includes(line)).map((line) => `- ${line}`),
    ...come.filter((line) => !gone.includes(line)).map((line) => `+ ${line}`),
  ];
}
