// The main of ci/chaos.mjs: starts, serves and ends renderers at random, and knows what must come of it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker, setEnvironmentData } from 'node:worker_threads';
import { app, BrowserWindow, ipcMain, webContents } from 'ipcmain';
import { randomNumbers } from '../../__test__/support/emitter-world.mjs';

const seconds = Number(process.argv[2]);
const random = randomNumbers(Number(process.env.IPCMAIN_CHAOS_SEED));
const program = fileURLToPath(new URL('renderer.cjs', import.meta.url));
const end = performance.now() + seconds * 1000;
const counts = { workers: 0, pages: 0, messages: 0, replies: 0, complete: 0, ports: 0, ends: 0 };

/** What is known of each thread: whose it is, what comes next, what was sent back, and whether it has ended. */
const threads = new Map();

/** Written by the renderers: how many messages of each thread were sent. Threads so far apart never live together. */
const sentBy = new Int32Array(new SharedArrayBuffer(4 * 65_536));
setEnvironmentData('chaos', sentBy);

// All messages of one renderer are numbered together, whatever their kind: none is lost, doubled or overtaken.
function note({ sender }, id, n) {
  counts.messages++;
  const thread = threads.get(id) ?? { next: 0, back: 0, sender: sender.id };
  threads.set(id, thread);
  assert.ok(!thread.ended, `message ${n} of ${id} came after its end`);
  assert.equal(sender.id, thread.sender, `the sender of ${id}`);
  assert.equal(n, thread.next, `the next message of ${id}`);
  thread.next++;
  return thread;
}

/** All that a renderer has sent must have come before its end is told, unless main itself has let go of it. */
function hasEnded(id) {
  const sent = Atomics.load(sentBy, id % sentBy.length);
  const came = threads.get(id)?.next ?? 0;
  // More may have come than it could count: it was terminated.
  assert.ok(came >= sent, `of at least ${sent} messages of ${id}, ${came} came`);
  threads.set(id, { ended: true });
  counts.ends++;
}

/** Main has let go of a renderer, and nothing of it may come any more. */
function hasGone(contents) {
  for (const id of threadsOf(contents)) threads.set(id, { ended: true });
}

/** The threads that contents were heard from, oldest first. */
function threadsOf({ id: sender }) {
  const own = [...threads].filter(([, thread]) => thread.sender === sender);
  return own.map(([id]) => id).sort((a, b) => a - b);
}

ipcMain.on('chaos', (event, id, n) => {
  const thread = note(event, id, n);
  if (random(4) > 0) return;
  event.reply('back', thread.back++);
  counts.replies++;
});
ipcMain.on('chaos-port', (event, [id, n]) => {
  note(event, id, n);
  assert.equal(event.ports.length, 1);
  counts.ports++;
  event.ports[0].close();
});
ipcMain.on('chaos-sync', (event, id, n) => {
  note(event, id, n);
  event.returnValue = `${id} ${n}`;
});
ipcMain.handle('chaos-ask', async (event, id, n) => {
  note(event, id, n);
  if (random(3) === 0) await setImmediate();
  return `${id} ${n}`;
});
ipcMain.on('chaos-done', (event, id, n) => {
  note(event, id, n);
  counts.complete++;
});
ipcMain.on('chaos-wrong', (_event, what) => assert.fail(what));

/** What must happen soon, or something hangs. */
async function soon(what, promise) {
  const late = setTimeout(30_000, 'late', { ref: false });
  assert.notEqual(await Promise.race([promise, late]), 'late', `${what} did not happen`);
}

/** Something comes, or nothing for a while. */
async function heard(contents) {
  const message = new Promise((resolve) => contents.ipc.once('chaos', resolve));
  await Promise.race([message, setTimeout(500)]);
}

/** Main looks after nothing for a while, so that much waits when the next thing happens. */
function block() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, random(40));
}

async function worker() {
  const mode = ['returns', 'exits', 'throws', 'stays'][random(4)];
  const worker = new Worker(program, { workerData: { mode } });
  const id = worker.threadId;
  counts.workers++;
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  worker.on('error', ({ message }) => assert.equal(message, 'as it should'));
  const contents = webContents.fromWorker(worker);
  let letGo = false;
  const destroyed = new Promise((resolve) => {
    contents.once('destroyed', () => {
      if (letGo) hasGone(contents);
      else hasEnded(id);
      resolve();
    });
  });
  if (mode === 'stays' || random(3) === 0) {
    if (random(2) === 0) await heard(contents);
    await setTimeout(random(60));
    if (random(2) === 0) block();
    letGo = random(3) === 0 && !contents.isDestroyed();
    if (letGo) contents.close();
    void worker.terminate();
  }
  await soon(`the end of a worker that ${mode}`, Promise.all([exited, destroyed]));
}

async function window() {
  await app.whenReady();
  const win = new BrowserWindow({ show: false, webPreferences: { preload: program } });
  const { webContents: contents } = win;
  // It is loaded again before it has loaded.
  const load = () => contents.loadURL('about:blank').catch(() => {});
  void load();
  for (let pages = 1 + random(5); pages > 0; pages--) {
    counts.pages++;
    if (random(3) > 0) await heard(contents);
    await setTimeout(random(80));
    if (random(2) === 0) block();
    if (random(2) === 0) contents.reload();
    else void load();
  }
  await soon('the last load', load());
  // The newest page has come, so the others have ended.
  threadsOf(contents).slice(0, -1).forEach(hasEnded);
  const destroyed = once(contents, 'destroyed');
  win.destroy();
  await soon('the end of a window', destroyed);
  hasGone(contents);
}

/** The oldest ends: what came of those would have come long ago. */
function forget() {
  const ended = [...threads].filter(([, { ended }]) => ended).map(([id]) => id);
  ended.slice(0, -100).forEach((id) => threads.delete(id));
}

async function lane(run) {
  while (performance.now() < end) {
    await run();
    if (threads.size > 1000) forget();
    if (random(8) === 0) globalThis.gc();
  }
}

await Promise.all([lane(worker), lane(worker), lane(worker), lane(window)]);
// What a window that was destroyed had sent before is still on its way.
const drained = async () => {
  while (ipcMain.inspect().queued.messages > 0) await setImmediate();
};
await soon('the delivery of the last messages', drained());
const { peers, pendingRequests, queued } = ipcMain.inspect();
const contents = webContents.getAllWebContents().length;
assert.deepEqual(
  { peers: peers.length, pendingRequests, ...queued, contents },
  { peers: 0, pendingRequests: 0, messages: 0, bytes: 0, contents: 0 },
);
for (const [what, count] of Object.entries(counts)) assert.ok(count > 0, `no ${what}`);
console.log(`${seconds} s, nothing lost and nothing left: ${JSON.stringify(counts)}`);
process.exit(0);
