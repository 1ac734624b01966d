// What is not a path: each section is a job that gives its rows.

import { runJob } from './job.mjs';
import { firstCpu } from './machine.mjs';
import { figure, printTable } from './table.mjs';

export const sections = [
  { name: 'renderers and channels', file: 'scale', deadline: 60 },
  { name: 'timers', file: 'timers', deadline: 30 },
  { name: 'import', file: 'import', deadline: 30 },
  { name: 'memory', file: 'memory', deadline: 60 },
  { name: 'idle', file: 'idle', deadline: 30 },
  // Only where a process can be kept on one CPU.
  ...(firstCpu() === undefined
    ? []
    : [{ name: 'busy', file: 'busy', deadline: 60, cpu: firstCpu() }]),
];

/** A row has a name, a value and a unit; `most` is what it must not be above, `beside` is MessagePort's. */
export async function measureSections(wanted, { quick }) {
  const results = [];
  for (const { name, file, deadline, cpu } of wanted) {
    const url = new URL(`../sections/${file}.mjs`, import.meta.url);
    try {
      const rows = await runJob(url, { quick }, { deadline, cpu });
      results.push(...rows.map((row) => ({ section: name, ...row, verdict: verdictOf(row) })));
    } catch (error) {
      results.push({ section: name, name, failed: error.message, verdict: 'FAILED' });
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return results;
}

const verdictOf = ({ value, most }) =>
  most === undefined ? '' : value <= most ? 'must' : 'FAILED: above must';

export function printSections(results) {
  console.log('\nBesides the paths');
  printTable(
    ['', 'ipcmain', 'without ipcmain', 'must', 'reached'],
    results.map(({ name, value, unit, beside, most, failed, verdict }) =>
      failed
        ? [name, '', '', '', `FAILED: ${failed}`]
        : [
            name,
            `${figure(value)} ${unit}`,
            beside === undefined ? '' : `${figure(beside)} ${unit}`,
            most === undefined ? '' : `≤ ${most} ${unit}`,
            verdict,
          ],
    ),
  );
}
