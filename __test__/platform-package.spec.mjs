// Where the native core comes from, in an installed package: beside it, or from the platform's own package.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInChild } from './support/child.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { platformTriple } = require('../lib/common/platform.js');
const { version } = require('../package.json');
const triple = platformTriple();
const addon = join(root, `ipcmain.${triple}.node`);

describe('the native core of an installed package', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ipcmain with spaces '))));
  after(() => rmSync(folder, { recursive: true }));

  /** Installs the package without a binary in a folder of that name. */
  function install(name) {
    const modules = join(folder, name, 'node_modules');
    for (const entry of ['index.js', 'package.json', 'lib']) {
      cpSync(join(root, entry), join(modules, 'ipcmain', entry), { recursive: true });
    }
    return modules;
  }

  function addPlatformPackage(modules, manifest) {
    const home = join(modules, `ipcmain-${triple}`);
    mkdirSync(home);
    const main = basename(addon);
    writeFileSync(
      join(home, 'package.json'),
      JSON.stringify({ name: basename(home), main, ...manifest }),
    );
    cpSync(addon, join(home, main));
  }

  /** What `require` of the installed package gives: one exchange with itself, or an error. */
  async function exchange(home) {
    const { reports, stderr } = await runInChild(
      async ({ data: home, report, require }) => {
        try {
          const { ipcMain, ipcRenderer } = require(home);
          ipcMain.handle('add', (_event, a, b) => a + b);
          report(await ipcRenderer.invoke('add', 2, 3));
        } catch ({ code, message }) {
          report({ code, message });
        }
      },
      { data: home },
    );
    assert.equal(stderr, '');
    return reports[0];
  }

  it('comes from the package of the platform', async () => {
    const modules = install('platform');
    addPlatformPackage(modules, { version });
    assert.equal(await exchange(join(modules, 'ipcmain')), 5);
  });

  it('comes from a package of the platform that only the real folder can see, as pnpm lays them', async () => {
    const store = install('store');
    addPlatformPackage(store, { version });
    const modules = join(folder, 'linked', 'node_modules');
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(store, 'ipcmain'), join(modules, 'ipcmain'), 'junction');
    assert.equal(await exchange(join(modules, 'ipcmain')), 5);
  });

  it('is refused from another release (fault 54)', async () => {
    const modules = install('other release');
    addPlatformPackage(modules, { version: '0.0.0-other' });
    const { code, message } = await exchange(join(modules, 'ipcmain'));
    assert.equal(code, 'ERR_IPC_BINDING');
    assert.equal(
      message,
      `ipcmain: ipcmain-${triple} is of version 0.0.0-other, and ipcmain is of version ${version}. ` +
        'Install both anew.',
    );
  });

  it('is missing: the error says what was tried, what is prebuilt, and what to do', async () => {
    const modules = install('missing');
    const home = join(modules, 'ipcmain');
    writeFileSync(join(home, 'ipcmain.haiku-x64.node'), '');
    const { code, message } = await exchange(home);
    assert.equal(code, 'ERR_IPC_BINDING');
    assert.equal(
      message,
      `ipcmain: no native binding for ${triple} (Node ${process.version}). ` +
        `Tried ${join(home, basename(addon))}, ipcmain-${triple}. Prebuilt: haiku-x64. ` +
        'With Rust 1.88 or later installed, run: npx ipcmain-build',
    );
  });
});
