// Lays out what a release publishes: node ci/release/stage.mjs <folder of binaries> <new folder>
// One package for each platform, and the package itself, which names them all. Refuses unless there is a
// binary for every target, and each is what its name says.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOut } from '../../scripts/pack.mjs';
import { tripleOf } from './binary.mjs';
import { targets } from './targets.mjs';

if (process.argv.length !== 4) {
  console.error('The folder of the binaries and a new folder, please.');
  process.exit(1);
}
const [binaries, folder] = process.argv.slice(2).map((path) => resolve(path));
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

const faults = targets.flatMap(({ triple }) => faultOf(triple));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);

mkdirSync(folder);
for (const target of targets) stagePlatform(target);
stagePackage();

/** @param {string} triple */
function faultOf(triple) {
  const name = `ipcmain.${triple}.node`;
  if (!existsSync(join(binaries, name))) return [`${name} is missing`];
  const is = tripleOf(readFileSync(join(binaries, name)));
  return is === triple ? [] : [`${name} is a binary for ${is}`];
}

/** @param {import('./targets.mjs').Target} target */
function stagePlatform({ triple, os, cpu, libc }) {
  const { version, license, repository, engines } = manifest;
  const name = `ipcmain-${triple}`;
  const main = `ipcmain.${triple}.node`;
  const home = join(folder, name);
  mkdirSync(home);
  cpSync(join(binaries, main), join(home, main));
  cpSync('LICENSE', join(home, 'LICENSE'));
  writeFileSync(
    join(home, 'README.md'),
    `# ${name}\n\nThe native core of [ipcmain](https://www.npmjs.com/package/ipcmain) for ${triple}.\n`,
  );
  writeManifest(home, {
    name,
    version,
    description: `The native core of ipcmain for ${triple}`,
    license,
    repository,
    os: [os],
    cpu: [cpu],
    libc: libc && [libc],
    main,
    files: [main],
    engines,
  });
}

/** The package itself, without a binary of its own. */
function stagePackage() {
  const home = join(folder, 'ipcmain');
  renameSync(layOut(folder), home);
  for (const file of readdirSync(home)) if (file.endsWith('.node')) rmSync(join(home, file));
  const platforms = targets.map(({ triple }) => [`ipcmain-${triple}`, manifest.version]);
  writeManifest(home, { ...manifest, optionalDependencies: Object.fromEntries(platforms) });
}

function writeManifest(home, value) {
  writeFileSync(join(home, 'package.json'), `${JSON.stringify(value, undefined, 2)}\n`);
}
