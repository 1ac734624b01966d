// Packs the package as it is published: node scripts/pack.mjs <folder>
// That leaves `package/` there, in the place of what has that name, and, packed, `ipcmain-<version>.tgz`. It differs from the checkout in that `lib/` is two files.

import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putIntoTwoFiles } from './pack/two-files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

const PACK = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];

/**
 * Lays out the package as it is published.
 *
 * @param {string} folder gets a folder `package`
 * @param {{ all?: boolean }} [options] see `putIntoTwoFiles`
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
  putIntoTwoFiles(join(home, 'lib'), options);
  return home;
}

/**
 * @param {string} from the folder of a package
 * @param {string} to the folder that gets the tarball
 * @returns {string} its name
 */
export function npmPack(from, to) {
  // On Windows npm is a script, which needs a shell, which takes a path with spaces apart.
  const quoted = isWindows ? `"${resolve(from)}"` : resolve(from);
  const text = execFileSync(isWindows ? 'npm.cmd' : 'npm', [...PACK, quoted], {
    cwd: to,
    encoding: 'utf8',
    shell: isWindows,
  });
  return Object.values(JSON.parse(text))[0].filename;
}

const [, main] = process.argv;
if (main !== undefined && realpathSync(main) === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('node scripts/pack.mjs <folder>');
    process.exit(1);
  }
  console.log(join(folder, npmPack(layOut(folder), folder)));
}
