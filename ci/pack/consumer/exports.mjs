// Every entry of the installed package can be required and imported, and both give the same things.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { exports } = require('ipcmain/package.json');

const checks = {
  '.': isSame,
  './electron': isSame,
  './electron/main': isSame,
  './electron/renderer': isSame,
  './electron/common': isSame,
  // Nothing but declarations.
  './electron/globals': () => {},
  './register': async (name) => {
    await import(name);
    assert.equal(require('electron'), require('ipcmain/electron'));
  },
  './register/app': (name) => import(name),
  './jest': (name) => assert.ok(require(name).moduleNameMapper),
  './jest/jest-preset': (name) => assert.ok(require(name).moduleNameMapper),
  './vitest': async (name) => assert.equal(typeof (await import(name)).default, 'function'),
  './package.json': (name) => assert.equal(require(name).name, 'ipcmain'),
};

assert.deepEqual(Object.keys(exports).sort(), Object.keys(checks).sort());
for (const [entry, check] of Object.entries(checks)) {
  await check(entry.replace('.', 'ipcmain'));
}
console.log(`exports: ${Object.keys(checks).length} entries work`);

async function isSame(name) {
  const required = require(name);
  const { default: whole, ...imported } = await import(name);
  assert.equal(whole, required);
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(required).sort());
  for (const key of Object.keys(imported)) assert.equal(imported[key], required[key], key);
}
