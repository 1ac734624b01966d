// Makes a checkout ready: installs what is missing and builds what is older than its sources.
// Both say what they do while they do it; the second time there is nothing to do.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const installed = 'node_modules/.package-lock.json';
const isInstalled =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;

if (!isInstalled) {
  step('Installing the development packages …');
  // Not `npm ci`: that refuses a lock file which lacks the binaries of other platforms.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}
step('Building the native core …');
run(process.execPath, ['scripts/build.mjs']);

function step(text) {
  console.log(`\n▸ ${text}`);
}

function run(command, args) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
