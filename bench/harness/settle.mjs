import { setTimeout } from 'node:timers/promises';

/** Lets what an earlier round has left behind come to its end, so that it is not counted in the next. */
export async function settle() {
  globalThis.gc?.();
  await setTimeout(3);
}
