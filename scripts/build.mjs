#!/usr/bin/env node
// Builds the native core from source with cargo and puts it where the loader looks for it.
// `npx ipcmain-build` does this wherever no prebuilt binary fits; it needs Rust and nothing else.

import { spawnSync } from 'node:child_process';
import { copyFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const { platformTriple } = createRequire(import.meta.url)('../lib/common/platform.js');

const libraries = { darwin: 'libipcmain.dylib', win32: 'ipcmain.dll' };
const library = libraries[process.platform] ?? 'libipcmain.so';

const cargo = spawnSync('cargo', ['build', '--release', '--locked', '--lib'], {
  cwd: root,
  stdio: 'inherit',
});
if (cargo.error) {
  console.error(`ipcmain: cannot run cargo (${cargo.error.message}). Install Rust 1.88 or later.`);
  process.exit(1);
}
if (cargo.status !== 0) process.exit(cargo.status ?? 1);

const built = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'release', library);
const addon = join(root, `ipcmain.${platformTriple()}.node`);
// Renamed into place: a process that has the old file loaded keeps it.
copyFileSync(built, `${addon}.new`);
renameSync(`${addon}.new`, addon);

const loaded = spawnSync(process.execPath, ['-e', 'require(process.argv[1])', root], {
  stdio: 'inherit',
});
if (loaded.status !== 0) process.exit(1);
