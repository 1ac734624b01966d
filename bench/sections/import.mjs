// How long the package takes to load, as it is published, beyond an empty module. Processes of both take turns.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOut } from '../../scripts/pack.mjs';
import { job } from '../harness/job.mjs';
import { median } from '../harness/statistics.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ipcmain-import-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const home = layOut(folder);

const loads = {
  require: { code: 'require', full: join(home, 'index.js'), empty: path('stations/empty.cjs') },
  import: {
    code: 'await import',
    full: join(home, 'index.mjs'),
    empty: path('stations/empty.mjs'),
  },
};

await job(({ quick }) =>
  Object.entries(loads).map(([name, { code, full, empty }]) => {
    const times = { full: [], empty: [] };
    for (let i = 0; i < (quick ? 5 : 15); i++) {
      times.full.push(timeOf(code, full));
      times.empty.push(timeOf(code, empty));
    }
    const beyond = median(times.full) - median(times.empty);
    return { name: `${name}, beyond an empty module`, unit: 'ms', value: beyond, most: 5 };
  }),
);

/** Milliseconds from before the module is asked for until it is there, in a new process. */
function timeOf(code, file) {
  const program = `(async () => {
    const start = performance.now();
    ${code}(process.argv[1]);
    console.log(performance.now() - start);
  })()`;
  const { stdout } = spawnSync(process.execPath, ['-e', program, file], { encoding: 'utf8' });
  return Number(stdout);
}
