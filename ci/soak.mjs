// Everything that is too long for every change, one after the other; --minutes shares that time out among them:
//   npm run soak -- [--minutes <time>]
// Without it, all of it runs to its end, which takes hours. The last line of each says what it did.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What runs, and which part of the time each has. Those without one take a few minutes. */
const parts = [
  { file: 'many-workers.mjs', args: [] },
  { file: 'leak-cycles.mjs', args: ['--cycles', '10000'], share: 0.3 },
  { file: 'exit-matrix.mjs', args: ['--seeds', '50'], share: 0.25 },
  { file: 'order.mjs', args: ['--messages', '100000000'], share: 0.2 },
  { file: 'chaos.mjs', args: ['--minutes', '240'], share: 0.25 },
];

const { values: options } = parseArgs({ options: { minutes: { type: 'string' } } });
const began = Date.now();
const figures = [];
for (const { file, args, share } of parts) {
  const isTimed = options.minutes !== undefined && share !== undefined;
  const time = isTimed ? ['--minutes', String(minutesFor(share))] : [];
  console.log(`\n== ${file} ${[...args, ...time].join(' ')}`);
  figures.push(await run(file, [...args, ...time]));
}
console.log(`\n${Math.round((Date.now() - began) / 60_000)} minutes:`);
for (const { ok, last } of figures) console.log(`${ok ? 'good  ' : 'FAILED'} ${last}`);
if (figures.some(({ ok }) => !ok)) process.exitCode = 1;

/** What is left is shared by those that have a share and have not run. */
function minutesFor(share) {
  const left = Number(options.minutes) - (Date.now() - began) / 60_000;
  const shares = parts.slice(figures.length).reduce((sum, part) => sum + (part.share ?? 0), 0);
  return Math.max(0.1, (left * share) / shares);
}

/** Runs one of them, shows what it prints and keeps its last line. */
async function run(file, args) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const last = output.trimEnd().split('\n').at(-1);
  return { ok: code === 0, last: last === '' ? file : last };
}
