import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Starts a Worker that listens: as a renderer of ipcmain, or on its parentPort. */
export async function startIdle(link) {
  if (link === 'ipcmain') await import('../../../index.mjs');
  const worker = new Worker(new URL('idle-renderer.mjs', import.meta.url), { workerData: link });
  await once(worker, 'message');
}
