// `electron` resolves to this package, in every thread, by require and by import.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as electron from 'ipcmain/electron';
import { ipcMain } from 'ipcmain';
import { runProgram } from './support/program.mjs';

const register = ['--import', 'ipcmain/register'];

describe('ipcmain/electron', () => {
  it('gives the instances of ipcmain', () => {
    assert.equal(electron.ipcMain, ipcMain);
    assert.equal(electron.default.ipcMain, ipcMain);
    assert.equal(process.type, 'browser');
  });

  it('has the same names for import as for require', async () => {
    const { default: required, ...imported } = electron;
    assert.deepEqual(Object.keys(imported).sort(), Object.keys(required).sort());
    for (const path of ['main', 'renderer', 'common']) {
      assert.equal((await import(`ipcmain/electron/${path}`)).default, required);
    }
  });

  it('lets what is not built be imported, and says so when it is used', () => {
    const { Tray, net } = electron;
    assert.equal(typeof Tray, 'function');
    assert.throws(() => new Tray(), {
      code: 'ERR_IPC_NOT_IMPLEMENTED',
      message: /^ipcmain\/electron: new Tray\(\) is not implemented/,
    });
    assert.throws(() => net.request('x'), {
      code: 'ERR_IPC_NOT_IMPLEMENTED',
      message: /net\.request/,
    });
  });
});

describe('ipcmain/register', () => {
  it('makes electron resolve in main and in Workers, by require and by import', async () => {
    const { lines, stderr } = await runProgram('__test__/fixtures/electron-everywhere.mjs', {
      execArgv: register,
    });
    assert.equal(stderr, '');
    assert.deepEqual(lines.map(JSON.parse), [
      { type: 'browser', sameMain: true, sameFs: true, hasMain: true },
      { type: 'renderer', sameMain: true, sameFs: true, hasMain: false },
    ]);
  });

  it('runs electron-store, unmodified: its main here, its renderer in a Worker', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ipcmain-store-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const { lines, stderr } = await runProgram('__test__/fixtures/electron-store/main.mjs', {
      execArgv: register,
      args: [folder],
    });
    assert.equal(stderr, '');
    const path = join(folder, 'a.json');
    assert.deepEqual(JSON.parse(lines[0]), {
      path,
      from: 'renderer',
      seen: { type: 'renderer', k: { n: 1, deep: [1, 2] }, path },
    });
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).from, 'renderer');
  });
});
