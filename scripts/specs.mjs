// The JavaScript tests: which files there are, and which may run at the same time as others.

import { availableParallelism } from 'node:os';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** They measure how long something takes. */
const ALONE = new Set(['exit', 'exit-workers', 'faults-ends', 'laws']);

const folder = fileURLToPath(new URL('../__test__', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.spec.mjs'))
  .map((file) => file.replace('.spec.mjs', ''))
  .sort();
const pathOf = (name) => `__test__/${name}.spec.mjs`;

/** Relative to the root, as all paths here. */
export const alone = names.filter((name) => ALONE.has(name)).map(pathOf);
export const together = names.filter((name) => !ALONE.has(name)).map(pathOf);

/** How many of those may run at a time: each has threads of its own. */
export const AT_A_TIME = Math.min(2, availableParallelism());
