import { setTimeout } from 'node:timers/promises';

/**
 * Lets what an earlier round has left behind come to its end, so that it is not counted in the next. Garbage
 * is not collected on purpose: a forced collection throws away compiled code, which ordinary ones do not.
 */
export async function settle() {
  await setTimeout(3);
}
