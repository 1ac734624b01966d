// What a release is built for: the targets of package.json, with the names that Node and npm have for them.

import { readFileSync } from 'node:fs';

const { napi } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const cpus = { x86_64: 'x64', aarch64: 'arm64' };
const systems = { linux: 'linux', darwin: 'darwin', windows: 'win32' };
const libcs = { gnu: 'glibc', musl: 'musl' };

/**
 * @typedef {object} Target
 * @property {string} target Rust's name of it
 * @property {string} triple napi-rs' name of it, as in `ipcmain.<triple>.node` and in `ipcmain-<triple>`
 * @property {string} os
 * @property {string} cpu
 * @property {string | undefined} libc
 */

/** @type {Target[]} */
export const targets = napi.targets.map((target) => {
  const [machine, , system, abi] = target.split('-');
  const os = systems[system];
  const cpu = cpus[machine];
  const triple = [os, cpu, abi].filter(Boolean).join('-');
  return { target, triple, os, cpu, libc: os === 'linux' ? libcs[abi] : undefined };
});
