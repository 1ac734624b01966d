// synckit goes the other way: main blocks until its Worker has answered.

import { fileURLToPath } from 'node:url';
import { createSyncFn } from 'synckit';

export function main() {
  const worker = fileURLToPath(new URL('workers/synckit.mjs', import.meta.url));
  return { driver: 'main', end: { callSync: createSyncFn(worker) } };
}
