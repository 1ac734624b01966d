// Compares the table of faults in docs/reliability.md with the tests that ran:
//   node scripts/faults.mjs [--results <file>]
// Each fault from 1 to 135 must have a row; a test file that a row names must have a test whose title says `fault` and the
// number, and that passed; and what a title says must be in the table. --results are those that `npm test` has left.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PAGE = 'docs/reliability.md';
const LAST_FAULT = 135;

const { values: options } = parseArgs({
  options: { results: { type: 'string', default: 'target/test-results.jsonl' } },
});
const results = resolve(options.results);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const tests = readFileSync(results, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const rows = rowsOf(readFileSync(PAGE, 'utf8'));
const problems = [...wrongRows(), ...unlisted()];
// Those that concern another system or line of Node are skipped; they are few.
if (tests.filter(({ passed }) => passed).length < 0.9 * tests.length) {
  problems.push(`${results} is not of a run in which the tests passed`);
}

for (const problem of problems) console.error(problem);
const tested = rows.filter(({ files }) => files.length > 0).length;
console.log(`${tested} of ${LAST_FAULT} faults have a test, ${rows.length - tested} have a reason`);
process.exit(problems.length > 0 ? 1 : 0);

/** The rows of the table: `| 12 | what it is | where it is tested, or why not |`. */
function rowsOf(page) {
  return [...page.matchAll(/^\| +(\d+) \| (.+?) +\| (.+?) +\|$/gm)].map(([, number, , where]) => ({
    number: Number(number),
    where,
    files: [...where.matchAll(/`([\w-]+)`/g)].map(([, file]) => `__test__/${file}.spec.mjs`),
  }));
}

/** `fault 9: …`, `fault 61, 101: …` or `… (fault 76)`. */
function numbersOf(title) {
  const found = title.match(/\bfault (\d+(?:, \d+)*)/);
  return found ? found[1].split(', ').map(Number) : [];
}

function wrongRows() {
  const found = [];
  for (let number = 1; number <= LAST_FAULT; number++) {
    const of = rows.filter((row) => row.number === number);
    if (of.length !== 1) found.push(`${PAGE} has ${of.length} rows for fault ${number}`);
  }
  for (const { number, files } of rows) {
    for (const file of files) {
      const its = tests.filter(
        (test) => test.file === file && numbersOf(test.title).includes(number),
      );
      if (its.length === 0) found.push(`${file} has no test of fault ${number}`);
      for (const { title, passed, skipped } of its) {
        if (!passed && !skipped) found.push(`${file}: "${title}" failed`);
      }
    }
  }
  return found;
}

function unlisted() {
  return tests.flatMap(({ title, file }) =>
    numbersOf(title)
      .filter((number) => !rows.some((row) => row.number === number && row.files.includes(file)))
      .map((number) => `${PAGE} does not name ${file} for fault ${number}`),
  );
}
