#!/usr/bin/env node
// Builds the native core from source with cargo and puts it where the loader looks for it.
// `npx ipcmain-build` does this wherever no prebuilt binary fits; it needs Rust and nothing else.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cargoBuild } from './cargo-build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { platformTriple } = createRequire(import.meta.url)('../lib/common/platform.js');
const triple = platformTriple();

// An installed package is built once, and what cargo leaves behind is a hundred times what it needs.
const isInstalled = root.split(sep).includes('node_modules');
const scratch = isInstalled ? mkdtempSync(join(tmpdir(), 'ipcmain-build-')) : undefined;
process.on('exit', () => scratch && rmSync(scratch, { recursive: true, force: true }));

const built = cargoBuild({
  root,
  targetDir: scratch ?? process.env.CARGO_TARGET_DIR ?? join(root, 'target'),
  env: triple.endsWith('-musl') ? withSharedLibc(process.env) : process.env,
});
const addon = join(root, `ipcmain.${triple}.node`);
// Renamed into place: a process that has the old file loaded keeps it.
copyFileSync(built, `${addon}.new`);
renameSync(`${addon}.new`, addon);

const loaded = spawnSync(process.execPath, ['-e', 'require(process.argv[1])', root], {
  stdio: 'inherit',
});
if (loaded.status !== 0) process.exit(1);
if (isInstalled) console.log(`ipcmain: built ${addon}`);

/** Rust links musl statically unless told not to, and cannot make an addon then. */
function withSharedLibc(env) {
  return { ...env, RUSTFLAGS: `${env.RUSTFLAGS ?? ''} -C target-feature=-crt-static`.trim() };
}
