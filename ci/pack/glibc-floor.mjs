// The oldest glibc that a binary runs with: node ci/pack/glibc-floor.mjs <file> <the newest allowed>

import { readFileSync } from 'node:fs';

const [file, allowed] = process.argv.slice(2);
const text = readFileSync(file, 'latin1');
const versions = [...text.matchAll(/GLIBC_(\d+)\.(\d+)/g)].map(([, major, minor]) => [
  +major,
  +minor,
]);
const floor = versions.sort((one, other) => other[0] - one[0] || other[1] - one[1])[0];
const [major, minor] = allowed.split('.').map(Number);

console.log(`needs glibc ${floor.join('.')} (at most ${allowed} is allowed)`);
if (floor[0] > major || (floor[0] === major && floor[1] > minor)) process.exit(1);
