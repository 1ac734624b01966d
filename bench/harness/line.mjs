// Main's end of a link, and the renderer at its other end.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { drive, receive } from './drive.mjs';
import { settle } from './settle.mjs';

/** Starts a renderer; `acknowledged` is how windows are kept. */
export function startRenderer() {
  const acknowledged = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('../renderer.mjs', import.meta.url), {
    workerData: { acknowledged },
  });
  const order = async (orders, transfer) => {
    worker.postMessage(orders, transfer);
    const [{ result }] = await once(worker, 'message');
    return result;
  };
  return { worker, acknowledged, order };
}

/**
 * Opens a link to a renderer.
 *
 * @param {string} link the URL of its module
 * @param {ReturnType<typeof startRenderer>} shared the renderer, unless the link has one of its own
 */
export async function openLine(link, shared) {
  const { main } = await import(link);
  const { end, gift, transfer, order = shared.order, driver } = await main(shared);
  const { acknowledged } = shared;
  // What has a Worker of its own is always driven by main, and has no far end here.
  if (driver === 'main') {
    return { round: async (task) => (await settle(), drive(end, task, acknowledged)) };
  }
  const receiver = end.onMessage && receive(end, acknowledged);
  end.onRequest?.((value) => value);
  await order({ name: 'open', link, gift }, transfer);
  return {
    async round(task) {
      await settle();
      acknowledged[0] = 0;
      if (task.driver === 'main') {
        await order({ name: 'expect', link, task });
        return drive(end, task, acknowledged);
      }
      receiver?.expect(task);
      return order({ name: 'drive', link, task });
    },
  };
}
