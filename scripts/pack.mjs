// Packs the package as it is published: node scripts/pack.mjs <folder>
// That leaves `package/` there and, packed, `ipcmain-<version>.tgz`. It differs from the checkout in that `lib/` is one file.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putIntoOneFile } from './pack/one-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

/**
 * Lays out the package as it is published.
 *
 * @param {string} folder gets a folder `package`
 * @param {{ all?: boolean }} [options] see `putIntoOneFile`
 * @returns {string} the folder `package`
 */
export function layOut(folder, options) {
  mkdirSync(folder, { recursive: true });
  const home = join(folder, 'package');
  rmSync(home, { recursive: true, force: true });
  const tarball = npmPack(root, folder);
  // A relative name: GNU tar takes a drive letter for a host.
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  rmSync(join(folder, tarball));
  putIntoOneFile(join(home, 'lib'), options);
  return home;
}

/**
 * @param {string} from the folder of a package
 * @param {string} to the folder that gets the tarball
 * @returns {string} its name
 */
export function npmPack(from, to) {
  // The path of what npm packs must not be read as that of a package on GitHub.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(to)];
  const text = execFileSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: from,
    encoding: 'utf8',
    shell: isWindows,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.values(JSON.parse(text))[0].filename;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('node scripts/pack.mjs <folder>');
    process.exit(1);
  }
  console.log(join(folder, npmPack(layOut(folder), folder)));
}
