// Publishes what ci/release/stage.mjs has laid out: node ci/release/publish.mjs <folder> [npm's options]
// The platforms come first and the package itself last, so that nobody gets it without them. What is
// published already is passed over: after a failure it can be run again.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...options] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(folder, 'ipcmain', 'package.json'), 'utf8'));
const platforms = Object.keys(manifest.optionalDependencies ?? {});
const names = [...platforms, 'ipcmain'];

const faults = names
  .filter((name) => !existsSync(join(folder, name, 'package.json')))
  .map((name) => `${name} is not in ${folder}`);
if (platforms.length === 0) faults.push('ipcmain names no package of a platform');
// npm compares it with where the provenance says that the package was built.
if (!manifest.repository) faults.push('package.json has no "repository"');
const tag =
  process.env.GITHUB_REF_NAME ??
  execFileSync('git', ['describe', '--tags'], { encoding: 'utf8' }).trim();
if (tag !== `v${manifest.version}`) faults.push(`the tag is ${tag}, not v${manifest.version}`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);

for (const name of names) {
  if (isPublished(name)) {
    console.log(`${name}@${manifest.version} is published already`);
    continue;
  }
  const { status } = spawnSync('npm', ['publish', '--access', 'public', ...options], {
    cwd: join(folder, name),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function isPublished(name) {
  const { status, stdout } = spawnSync('npm', ['view', `${name}@${manifest.version}`, 'version'], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() === manifest.version;
}
