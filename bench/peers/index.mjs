// Others that can do the job, and which of the paths each of them can do.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const calls = ['invoke', 'invoke 64 in flight', 'invoke echo 1 MiB'];
const sends = ['send tiny', 'send small', 'send rows'];

export const peers = [
  { name: 'Comlink', link: 'peers/comlink', paths: calls, installed: 'comlink' },
  { name: 'piscina', link: 'peers/piscina', paths: calls, installed: 'piscina' },
  { name: 'workerpool', link: 'peers/workerpool', paths: calls, installed: 'workerpool' },
  {
    name: 'synckit',
    link: 'peers/synckit',
    paths: ['sendSync tiny', 'sendSync small'],
    installed: 'synckit',
  },
  {
    name: 'BroadcastChannel',
    link: 'peers/broadcast-channel',
    paths: [...calls, ...sends, 'send 64 KiB', 'send 1 MiB'],
  },
  // JSON has no typed arrays.
  { name: 'fork, JSON', link: 'peers/fork-json', paths: [...calls.slice(0, 2), ...sends] },
  { name: 'fork, advanced', link: 'peers/fork-advanced', paths: [...calls, ...sends] },
];

/** The peers that can be measured here; gets what is missing. */
export function availablePeers() {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const isHere = ({ installed }) => !installed || existsSync(`${folder}node_modules/${installed}`);
  if (!peers.every(isHere)) {
    console.log('Installing what ipcmain is compared with …');
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--fetch-retries=1'];
    const shell = process.platform === 'win32';
    spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell, timeout: 60_000 });
  }
  for (const peer of peers.filter((one) => !isHere(one))) {
    console.log(`${peer.name} is left out: it could not be installed.`);
  }
  return peers.filter(isHere);
}
