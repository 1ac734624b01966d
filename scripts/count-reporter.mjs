// A reporter for `node --test` that says in one line how many tests passed and failed, suites left out.

export default async function* countReporter(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:pass' && !data.skip) passed += 1;
    if (type === 'test:fail') failed += 1;
  }
  yield `\ncounted ${passed} passed ${failed} failed\n`;
}
