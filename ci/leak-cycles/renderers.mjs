// The renderers of ci/leak-cycles.mjs.

import { isDeepStrictEqual } from 'node:util';
import { NOTHING, cycleKinds, leftovers, serveCycles } from '../../__test__/support/cycles.mjs';

export { cycleKinds as kinds, cycles } from '../../__test__/support/cycles.mjs';

serveCycles();

/** What is left of all renderers, if anything. */
export function left() {
  const found = leftovers();
  return isDeepStrictEqual(found, NOTHING) ? undefined : found;
}
