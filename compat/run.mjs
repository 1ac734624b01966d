// Runs the scenario of each package in a process of its own:
//   npm run compat [-- --packed] [package …]
// With --packed, on the package as it is published, and not on this checkout.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layOut } from '../scripts/pack.mjs';
import { packages } from './packages.mjs';

// In milliseconds: the slowest scenario takes a fraction of this.
const DEADLINE = 30_000;

const folder = fileURLToPath(new URL('.', import.meta.url));
const { values: options, positionals: asked } = parseArgs({
  options: { packed: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = packages.filter(({ name }) => asked.length === 0 || asked.includes(name));
if (chosen.length === 0)
  fail(`No such package. There are: ${packages.map((p) => p.name).join(', ')}`);

install();
let passed = 0;
let failed = 0;
const unlink = options.packed ? usePacked() : () => {};
try {
  for (const each of chosen) await report(each);
} finally {
  unlink();
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** Gets the packages that the lock file names, unless they are here. */
function install() {
  const locked = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  const missing = Object.keys(locked).some((path) => {
    const isHere = path === '' || path === '..' || locked[path].link || locked[path].optional;
    return !isHere && present[path]?.version !== locked[path].version;
  });
  if (!missing && existsSync(`${folder}node_modules/ipcmain`)) return;
  console.log('Installing the packages of compat/package-lock.json');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  fail(`npm could not install them (${error?.message ?? `exit code ${status}`}): nothing was run.`);
}

/**
 * Puts the packed package in the place of the link to this checkout.
 *
 * @returns {() => void} puts the link back
 */
function usePacked() {
  const place = join(folder, 'node_modules', 'ipcmain');
  const away = mkdtempSync(join(tmpdir(), 'ipcmain-compat-'));
  const packed = layOut(away);
  rmSync(place, { recursive: true, force: true });
  cpSync(packed, place, { recursive: true });
  rmSync(away, { recursive: true });
  return () => {
    rmSync(place, { recursive: true });
    symlinkSync('../..', place, 'junction');
  };
}

/** What a lock file says of each folder. */
function readPackages(name) {
  const file = `${folder}${name}`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Runs one scenario and prints what became of its steps. */
async function report({ name, uses, main, by }) {
  const versions = uses.map((used) => `${used} ${versionOf(used)}`).join(', ');
  const { lines, stderr, end } = await run(main, by);
  const results = lines.filter((line) => /^(ok|failed) /.test(line));
  // What breaks off, or does not end, has not passed.
  if (end !== undefined) results.push(`failed ${end}`);
  const wrong = results.filter((line) => line.startsWith('failed '));
  passed += results.length - wrong.length;
  failed += wrong.length;
  console.log(`\n${name} (${versions}): ${wrong.length === 0 ? 'passed' : 'FAILED'}`);
  for (const line of results) console.log(`  ${line}`);
  if (wrong.length > 0) console.log(stderr.replaceAll(/^/gm, '    '));
}

function versionOf(name) {
  return JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8')).version;
}

/**
 * @param {string} main relative to this folder
 * @param {'import' | 'require'} by how the program is told what `electron` is
 */
function run(main, by) {
  const child = spawn(process.execPath, [`--${by}`, 'ipcmain/register/app', main], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ lines: [], stderr, end: message }));
    child.on('close', (code, signal) => {
      const lines = stdout.split('\n');
      resolve({ lines, stderr, end: whatIsWrong(lines, code, signal) });
    });
  });
}

/** @returns {string | undefined} nothing when all steps have run and the process has ended by itself */
function whatIsWrong(lines, code, signal) {
  if (signal === 'SIGKILL') return `it did not end within ${DEADLINE / 1000} s`;
  if (signal !== null || code !== 0) return `it ended with ${signal ?? `exit code ${code}`}`;
  return lines.includes('done') ? undefined : 'it ended before all its steps had run';
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
