// Fault 123: importing the package does nothing that could be seen from outside.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { reportsOf } from './support/children.mjs';

const skip = process.platform !== 'linux' && 'it reads /proc';

it('fault 123: importing the package starts no thread and opens no file', { skip }, async () => {
  const [before, after] = await reportsOf(({ report, require }) => {
    const { readdirSync } = require('node:fs');
    const count = () => ['task', 'fd'].map((name) => readdirSync(`/proc/self/${name}`).length);
    report(count());
    require('ipcmain');
    report(count());
  });
  assert.deepEqual(after, before);
});
