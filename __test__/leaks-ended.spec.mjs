// Fault 119: after 200 renderers of the other kinds, every counter is zero. `npm run soak` has more of them.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NOTHING, cycleKinds, cycles, leftovers, serveCycles } from './support/cycles.mjs';
import { clearMain } from './support/main.mjs';

before(serveCycles);
after(clearMain);

describe('200 renderers, one after the other', () => {
  for (const kind of cycleKinds.slice(4)) {
    it(`fault 39, 119: ${kind} leave nothing behind`, async () => {
      await cycles(kind, 200);
      assert.deepEqual(leftovers(), NOTHING);
    });
  }
});
