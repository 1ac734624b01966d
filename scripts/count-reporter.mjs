// A reporter for `node --test` that says in one line how many tests passed and failed, suites left out.
// With IPCMAIN_TEST_RESULTS it also leaves what it saw in that file, as one line of JSON per test.

import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const results = process.env.IPCMAIN_TEST_RESULTS;

export default async function* countReporter(events) {
  // The results of an earlier run must not be taken for those of a run that breaks off.
  if (results) writeFileSync(results, '');
  const lines = [];
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:pass' && !data.skip) passed += 1;
    if (type === 'test:fail') failed += 1;
    if (type === 'test:pass' || type === 'test:fail')
      lines.push(JSON.stringify(resultOf(type, data)));
  }
  if (results) writeFileSync(results, lines.map((line) => `${line}\n`).join(''));
  yield `\ncounted ${passed} passed ${failed} failed\n`;
}

/** A test that is only to do is as good as skipped: neither says that something works. */
function resultOf(type, { name, file, skip, todo }) {
  const skipped = skip !== undefined || todo !== undefined;
  return {
    title: name,
    file: file && relative('', file).replaceAll('\\', '/'),
    passed: type === 'test:pass' && !skipped,
    skipped,
  };
}
