// Fault 119: after 50 renderers of each kind, every counter is zero. `ci/leak-cycles.mjs` has more of them, and looks
// at the process as well.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NOTHING, cycleKinds, cycles, leftovers, serveCycles } from './support/cycles.mjs';
import { clearMain } from './support/main.mjs';

before(serveCycles);
after(clearMain);

describe('50 renderers, a few at a time', () => {
  for (const kind of cycleKinds) {
    it(`fault 39, 119: ${kind} leave nothing behind`, async () => {
      await cycles(kind, 50);
      assert.deepEqual(leftovers(), NOTHING);
    });
  }
});
