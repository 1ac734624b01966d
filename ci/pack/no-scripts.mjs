// Package managers do not run the scripts of what they install, so there must be none:
//   node ci/pack/no-scripts.mjs <unpacked package>

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = process.argv[2];
const { scripts = {}, dependencies = {} } = JSON.parse(readFileSync(join(home, 'package.json')));
const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
const found = lifecycle.filter((name) => name in scripts);
// npm makes an install script of its own out of this file.
if (existsSync(join(home, 'binding.gyp'))) found.push('binding.gyp');
// What the package needs at run time is in it.
found.push(...Object.keys(dependencies).map((name) => `dependency ${name}`));

if (found.length > 0) {
  console.error(`must not be in the package: ${found.join(', ')}`);
  process.exit(1);
}
