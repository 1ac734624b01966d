// Lays out the package as it is published, with the tests of this checkout beside it.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOut } from '../scripts/pack.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The tests that are about files which only a checkout has. */
export const OF_CHECKOUT = ['__test__/declared-members.spec.mjs', '__test__/release.spec.mjs'];

/**
 * @param {string} folder
 * @returns {string} the folder of the package in it, in which tests can be run as in the root of the checkout
 */
export function layOutWithTests(folder) {
  const home = layOut(folder, { all: true });
  const options = { cwd: root, encoding: 'utf8' };
  for (const file of execFileSync('git', ['ls-files'], options).trim().split('\n')) {
    const from = join(root, file);
    const to = join(home, file);
    // A file that is about to be removed is tracked still.
    if (!file.startsWith('lib/') && !existsSync(to) && existsSync(from)) cpSync(from, to);
  }
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction');
  return home;
}
