// The tarball holds what it must and nothing else: node ci/pack/check-files.mjs <unpacked package>
// What it must hold is said once more here, so that a slip in package.json's "files" is noticed.

import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ENTRIES, LATER, SMALL } from '../../scripts/pack/two-files.mjs';

const home = process.argv[2];
const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');

const entries = [
  'index',
  'electron',
  'electron-globals',
  'jest',
  'register',
  'register-app',
  'vitest',
];
const isEntry = (file) =>
  entries.some((name) => new RegExp(`^${name}\\.(d\\.)?m?[jt]s$`).test(file));
const others = [
  'CHANGELOG.md',
  'Cargo.lock',
  'Cargo.toml',
  'LICENSE',
  'README.md',
  'build.rs',
  'package.json',
  'scripts/build.mjs',
  'scripts/cargo-build.mjs',
];
const isSource = (file) => file.startsWith('src/') && !file.endsWith('/tests.rs');

const must = tracked.filter((file) => isEntry(file) || others.includes(file) || isSource(file));
must.push(
  'lib/ipcmain.js',
  `lib/${LATER}`,
  ...[...ENTRIES, ...SMALL].map((name) => `lib/${name}.js`),
);
const has = readdirSync(home, { recursive: true })
  .filter((file) => statSync(join(home, file)).isFile())
  .map((file) => relative('.', file).split(sep).join('/'));
const binaries = has.filter((file) => /^ipcmain\.[a-z0-9-]+\.node$/.test(file));

const missing = must.filter((file) => !has.includes(file));
const foreign = has.filter((file) => !must.includes(file) && !binaries.includes(file));
for (const file of missing) console.error(`missing: ${file}`);
for (const file of foreign) console.error(`does not belong: ${file}`);
if (binaries.length !== 1) console.error(`native cores: ${binaries.join(', ') || 'none'}`);
if (missing.length + foreign.length > 0 || binaries.length !== 1) process.exit(1);

const bytes = (files) => files.reduce((sum, file) => sum + statSync(join(home, file)).size, 0);
const row = (title, files) =>
  console.log(
    `${title.padEnd(12)} ${String(files.length).padStart(4)} files ${bytes(files)} bytes`,
  );
row('native core', binaries);
row(
  'lib',
  has.filter((file) => file.startsWith('lib/')),
);
row(
  'types',
  has.filter((file) => /\.d\.m?ts$/.test(file)),
);
row(
  'Rust source',
  has.filter((file) => file.startsWith('src/')),
);
row('all', has);
