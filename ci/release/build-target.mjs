// Builds the native core for one target of a release: node ci/release/build-target.mjs <target> <folder>
// For Linux it needs cargo-zigbuild and zig, which link against an old C library wherever they run.

import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cargoBuild } from '../../scripts/cargo-build.mjs';
import { targets } from './targets.mjs';

/** Older than what any supported Node asks for. */
const GLIBC = '2.17';

const [name, folder] = process.argv.slice(2);
const found = targets.find(({ target }) => target === name);
if (found === undefined || folder === undefined) {
  console.error(`A target and a folder, please: ${targets.map(({ target }) => target).join(', ')}`);
  process.exit(1);
}

const { target, triple, libc } = found;
const commands = {
  glibc: ['zigbuild', '--target', `${target}.${GLIBC}`],
  musl: ['zigbuild', '--target', target],
};
const root = fileURLToPath(new URL('../..', import.meta.url));
const built = cargoBuild({
  root,
  targetDir: process.env.CARGO_TARGET_DIR ?? join(root, 'target'),
  env: libc === 'musl' ? { ...process.env, RUSTFLAGS: '-C target-feature=-crt-static' } : undefined,
  command: libc === undefined ? ['build', '--target', target] : commands[libc],
});
mkdirSync(folder, { recursive: true });
copyFileSync(built, join(folder, `ipcmain.${triple}.node`));
