// A pool goes the other way: main calls its Worker. It gets one Worker.

import { Piscina } from 'piscina';

export function main() {
  const pool = new Piscina({
    filename: new URL('workers/piscina.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 64,
  });
  return { driver: 'main', end: { call: (value) => pool.run(value) } };
}
