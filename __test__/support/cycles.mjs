// Renderers that end in the middle of everything, and what must be left of them: nothing.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MessageChannelMain, ipcMain, webContents } from 'ipcmain';

const file = fileURLToPath(new URL('renderer-main.cjs', import.meta.url));

/** What a renderer does; it ends by itself, or is terminated when main has heard from it. */
const kinds = {
  'that idles': ({ ipcRenderer }) => {
    ipcRenderer.on('stay', () => {});
    ipcRenderer.send('cycle');
  },
  'with messages on the way': ({ ipcRenderer }) => {
    ipcRenderer.on('later', () => {});
    ipcRenderer.send('cycle');
    for (let n = 0; n < 50; n++) ipcRenderer.send('later', new Uint8Array(5000));
    for (;;);
  },
  'with open invokes': ({ ipcRenderer }) => {
    for (let n = 0; n < 10; n++) ipcRenderer.invoke('never', n);
    ipcRenderer.send('cycle');
  },
  'blocked in sendSync': ({ ipcRenderer }) => {
    ipcRenderer.send('cycle');
    ipcRenderer.sendSync('never');
  },
  'with ports': ({ ipcRenderer }) => {
    const channels = Array.from({ length: 5 }, () => new MessageChannel());
    ipcRenderer.on('later', ({ ports }) => ports.forEach((port) => port.start()));
    ipcRenderer.postMessage(
      'later',
      null,
      channels.map(({ port1 }) => port1),
    );
    ipcRenderer.send('cycle');
  },
  'that throws': ({ ipcRenderer }) => {
    ipcRenderer.send('cycle');
    ipcRenderer.invoke('never');
    throw new Error('of the cycle');
  },
  'that exits': ({ ipcRenderer }) => {
    ipcRenderer.invoke('never');
    ipcRenderer.send('cycle');
    process.exit(3);
  },
};

export const cycleKinds = Object.keys(kinds);

/** What main does for all of them. Its listeners are the caller's to remove. */
export function serveCycles() {
  // Kept as long as their renderer, so that the collector does not answer.
  const kept = new WeakMap();
  const keep = (event) => {
    kept.set(event.sender, [...(kept.get(event.sender) ?? []), event]);
    return new Promise(() => {});
  };
  ipcMain.on('never', keep);
  ipcMain.handle('never', keep);
  ipcMain.on('later', ({ ports = [] }) => ports.forEach((port) => port.start()));
}

/** One renderer of a kind, from its start to the end of its contents. */
export async function cycle(kind) {
  const worker = new Worker(file, { workerData: { source: String(kinds[kind]) } });
  // What a renderer throws is part of the cycle.
  worker.on('error', () => {});
  const contents = webContents.fromWorker(worker);
  const destroyed = once(contents, 'destroyed');
  const heard = new Promise((resolve) => contents.ipc.once('cycle', resolve));
  await Promise.race([heard, destroyed]);
  if (!contents.isDestroyed()) {
    for (let n = 0; n < 10; n++) contents.send('later', new Uint8Array(5000));
    contents.postMessage('later', null, [new MessageChannelMain().port1]);
  }
  void worker.terminate();
  await destroyed;
}

/** So many renderers of a kind, a few at a time. */
export async function cycles(kind, count) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await cycle(kind);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/** Everything that main counts, as it must be when no renderer is there. */
export function leftovers() {
  const { peers, pendingRequests, queued } = ipcMain.inspect();
  const contents = webContents.getAllWebContents().length;
  return { peers: peers.length, pendingRequests, ...queued, contents };
}

export const NOTHING = { peers: 0, pendingRequests: 0, messages: 0, bytes: 0, contents: 0 };
