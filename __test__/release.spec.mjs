// What a release publishes, and that it is refused unless every platform has its binary.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tripleOf } from '../ci/release/binary.mjs';
import { targets } from '../ci/release/targets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { platformTriple } = createRequire(import.meta.url)('../lib/common/platform.js');

/** As much of a shared library as tells what it is for. */
function fakeBinary(triple) {
  const file = Buffer.alloc(256);
  const [os, cpu, abi] = triple.split('-');
  const isArm = cpu === 'arm64';
  if (os === 'linux') {
    file.writeUInt32BE(0x7f454c46, 0);
    file.writeUInt16LE(isArm ? 0xb7 : 0x3e, 18);
    file.write(abi === 'gnu' ? 'libc.so.6\0' : 'libc.so\0', 100);
  } else if (os === 'darwin') {
    file.writeUInt32LE(0xfeedfacf, 0);
    file.writeUInt32LE(isArm ? 0x0100000c : 0x01000007, 4);
  } else {
    file.write('MZ', 0);
    file.writeUInt32LE(0x80, 0x3c);
    file.writeUInt16LE(isArm ? 0xaa64 : 0x8664, 0x84);
  }
  return file;
}

function run(script, ...args) {
  return new Promise((resolve) => {
    const env = { ...process.env, GITHUB_REF_NAME: 'v0.0.0-none' };
    const options = { cwd: root, env, timeout: 60_000 };
    execFile(process.execPath, [join(root, script), ...args], options, (error, _stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stderr }),
    );
  });
}

describe('a release', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ipcmain-release-'))));
  after(() => rmSync(folder, { recursive: true }));

  function binaries(name, triples) {
    const home = join(folder, name);
    mkdirSync(home);
    for (const [triple, content] of triples) {
      writeFileSync(join(home, `ipcmain.${triple}.node`), content);
    }
    return home;
  }
  const whole = () => targets.map(({ triple }) => [triple, fakeBinary(triple)]);

  it('is for the usual platforms, by the names that the loader looks for', () => {
    assert.deepEqual(targets.map(({ triple }) => triple).sort(), [
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64-gnu',
      'linux-arm64-musl',
      'linux-x64-gnu',
      'linux-x64-musl',
      'win32-arm64-msvc',
      'win32-x64-msvc',
    ]);
    for (const { triple } of targets) assert.equal(tripleOf(fakeBinary(triple)), triple);
    const triple = platformTriple();
    assert.equal(tripleOf(readFileSync(join(root, `ipcmain.${triple}.node`))), triple);
  });

  it('is refused when a binary is missing, and when one is for another platform', async () => {
    const [first, second, ...others] = whole();
    const home = binaries('some', [[second[0], fakeBinary('darwin-x64')], ...others]);
    const { code, stderr } = await run('ci/release/stage.mjs', home, join(folder, 'refused'));
    assert.equal(code, 1);
    assert.deepEqual(stderr.trim().split('\n'), [
      `ipcmain.${first[0]}.node is missing`,
      `ipcmain.${second[0]}.node is a binary for darwin-x64`,
    ]);
    assert.equal(existsSync(join(folder, 'refused')), false);
  });

  it('is a package for each platform and one that names them all', async () => {
    const staged = join(folder, 'staged');
    const { code, stderr } = await run('ci/release/stage.mjs', binaries('all', whole()), staged);
    assert.equal(code, 0, stderr);
    const manifestOf = (name) =>
      JSON.parse(readFileSync(join(staged, name, 'package.json'), 'utf8'));
    const { version, optionalDependencies } = manifestOf('ipcmain');
    const names = targets.map(({ triple }) => `ipcmain-${triple}`);
    assert.deepEqual(readdirSync(staged).sort(), ['ipcmain', ...names].sort());
    assert.deepEqual(
      optionalDependencies,
      Object.fromEntries(names.map((name) => [name, version])),
    );
    assert.deepEqual(
      readdirSync(join(staged, 'ipcmain')).filter((file) => file.endsWith('.node')),
      [],
    );
    const musl = manifestOf('ipcmain-linux-arm64-musl');
    assert.deepEqual([musl.os, musl.cpu, musl.libc], [['linux'], ['arm64'], ['musl']]);
    assert.equal(musl.version, version);
    assert.ok(existsSync(join(staged, 'ipcmain-linux-arm64-musl', musl.main)));
    assert.equal('libc' in manifestOf('ipcmain-win32-x64-msvc'), false);

    rmSync(join(staged, names[0]), { recursive: true });
    const refused = await run('ci/release/publish.mjs', staged, '--dry-run');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, new RegExp(`^${names[0]} is not in`));
    assert.match(refused.stderr, /the tag is v0\.0\.0-none/);
  });
});
