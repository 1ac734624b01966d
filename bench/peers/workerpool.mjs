// A pool goes the other way: main calls its Worker. It gets one Worker, which does one task at a time.

import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';

export function main() {
  const worker = fileURLToPath(new URL('workers/workerpool.mjs', import.meta.url));
  const pool = workerpool.pool(worker, { minWorkers: 1, maxWorkers: 1, workerType: 'thread' });
  return { driver: 'main', end: { call: (value) => pool.exec('echo', [value]) } };
}
