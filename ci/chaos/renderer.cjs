// A renderer of ci/chaos.mjs, as a Worker or as the preload script of a window: sends at random, numbering all that
// it sends, and checks what it gets.
'use strict';

const { getEnvironmentData, threadId, workerData } = require('node:worker_threads');
const { setImmediate } = require('node:timers/promises');
const { ipcRenderer } = require('../..');

const mode = workerData?.mode ?? 'stays';
let state = (Number(process.env.IPCMAIN_CHAOS_SEED) + threadId * 7919) | 0;
let sent = 0;
let back = 0;

/** Where main reads how much of each thread was sent. */
const sentBy = getEnvironmentData('chaos');
const place = threadId % sentBy.length;
Atomics.store(sentBy, place, 0);

/** Counts a message when it was sent: one that was refused is not to come. Of an invoke, only the next one tells. */
function sending(send) {
  const asked = send(sent++);
  if (asked === undefined) Atomics.store(sentBy, place, sent);
  return asked;
}

function random(limit) {
  state = (Math.imul(state, 1103515245) + 12345) | 0;
  return (state >>> 8) % limit;
}

function check(what, got, expected) {
  if (got !== expected) ipcRenderer.send('chaos-wrong', `${what}: ${got}, not ${expected}`);
}

ipcRenderer.on('back', (_event, n) => check(`back to ${threadId}`, n, back++));

/** Main may close the contents at any time, and the thread goes on for a moment. */
function isEnd({ code, message }) {
  return code === 'ERR_IPC_DESTROYED' || message === 'IPC method called after context was released';
}

async function ask(n, asked) {
  try {
    check('answer', await asked, `${threadId} ${n}`);
  } catch (error) {
    if (!isEnd(error)) check('error', error.message, 'none');
  }
}

function step(n) {
  switch (random(8)) {
    case 0:
      ipcRenderer.postMessage('chaos-port', [threadId, n], [new MessageChannel().port1]);
      return undefined;
    case 1: {
      const answer = ipcRenderer.sendSync('chaos-sync', threadId, n);
      // Null from a main that has let go of it.
      if (answer !== null) check('answer', answer, `${threadId} ${n}`);
      return undefined;
    }
    case 2:
      return ask(n, ipcRenderer.invoke('chaos-ask', threadId, n));
    case 3:
      ipcRenderer.send('chaos', threadId, n, new Uint8Array(random(60_000)));
      return undefined;
    default:
      ipcRenderer.send('chaos', threadId, n);
      return undefined;
  }
}

async function run() {
  const asked = [];
  // Who does not end by itself is to be ended in the middle of it.
  const steps = random(mode === 'stays' ? 20_000 : 300);
  for (let n = 0; n < steps; n++) {
    asked.push(sending(step));
    if (random(10) > 0) continue;
    // So that main keeps up with it.
    if (random(5) === 0) await Promise.all(asked.splice(0));
    else await setImmediate();
  }
  await Promise.all(asked);
  sending((n) => ipcRenderer.send('chaos-done', threadId, n));
  if (mode === 'exits') process.exit(1);
  if (mode === 'throws') throw new Error('as it should');
  if (mode === 'returns') ipcRenderer.removeAllListeners('back');
}

run().catch((error) => {
  if (!isEnd(error)) throw error;
});
