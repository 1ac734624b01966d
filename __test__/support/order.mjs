// Many numbered messages from several renderers at once: each must arrive once, whole, in the order of its sender.

import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MessageChannelMain, ipcMain, webContents } from 'ipcmain';

const require = createRequire(import.meta.url);
const { payloadOf, wrongPayload } = require('./order-payload.cjs');
const { randomNumbers } = require('./random.cjs');
const file = fileURLToPath(new URL('order-renderer.cjs', import.meta.url));

/**
 * @param {{ messages: number, workers: number, seed: number, portEvery?: number }} how in all; every so many of them
 *   has a port
 * @returns {Promise<{ arrived: number, sent: Record<string, number>, sizes: Map<number, number>, received: number,
 *   wrong: string[] }>} what came, what was sent in which way and of which sizes, what the renderers got, and what was
 *   wrong with any of it
 */
export async function exchangeNumbered({ messages, workers, seed, portEvery = 200 }) {
  const count = Math.ceil(messages / workers);
  const all = { arrived: 0, sent: {}, sizes: new Map(), received: 0, portsDown: 0, wrong: [] };
  const remove = serve(all, randomNumbers(seed));
  const reports = await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      reportOf(new Worker(file, { workerData: { count, seed: seed + index, portEvery } })),
    ),
  );
  // What a renderer has answered last comes on a port of its own, perhaps after its end.
  for (let turns = 0; all.portsDown > 0 && turns < 1000; turns++) await setImmediate();
  if (all.portsDown !== 0) all.wrong.push(`${all.portsDown} ports of main were not answered`);
  const senders = remove();
  if (senders !== workers) all.wrong.push(`${senders} renderers have sent, not ${workers}`);
  for (const { sent, received, wrong } of reports) {
    for (const [way, times] of Object.entries(sent)) {
      all.sent[way] = (all.sent[way] ?? 0) + times;
    }
    all.received += received;
    all.wrong.push(...wrong);
  }
  if (all.arrived !== count * workers) {
    all.wrong.push(`${all.arrived} of ${count * workers} messages arrived`);
  }
  return all;
}

/** What a renderer reports, when its contents have ended. */
async function reportOf(worker) {
  const contents = webContents.fromWorker(worker);
  const destroyed = new Promise((resolve) => contents.once('destroyed', resolve));
  const report = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A renderer ended with ${code}`)));
  });
  await destroyed;
  return report;
}

/** Main's side. Gives what takes it away again and says how many renderers there were. */
function serve(all, random) {
  /** @type {Map<Electron.WebContents, { up: number, down: number }>} */
  const numbers = new Map();
  const of = (sender) => {
    if (!numbers.has(sender)) numbers.set(sender, { up: 0, down: 0 });
    return numbers.get(sender);
  };
  const note = ({ sender }, way, n, size, payload) => {
    const own = of(sender);
    all.arrived++;
    all.sizes.set(size, (all.sizes.get(size) ?? 0) + 1);
    const fault = n === own.up ? wrongPayload(payload, n, size) : `came as number ${own.up}`;
    if (fault && all.wrong.length < 20) all.wrong.push(`${way} ${n} of ${sender.id}: ${fault}`);
    own.up = n + 1;
    return own;
  };
  const onSend = (event, n, size, payload) => {
    const own = note(event, 'send', n, size, payload);
    if (n % 2 === 0) return;
    const number = own.down++;
    const answer = payloadOf(number, random());
    event.reply('down', number, answer.size, answer.payload);
  };
  const onPost = (event, [n, size, payload]) => {
    const own = note(event, 'postMessage', n, size, payload);
    const [port] = event.ports;
    if (port === undefined) return;
    port.postMessage(n);
    sendPort(event.sender, own.down++);
  };
  const sendPort = (sender, number) => {
    const { port1, port2 } = new MessageChannelMain();
    all.portsDown++;
    port2.on('message', ({ data }) => {
      if (data !== number) all.wrong.push(`the port of ${number} down got ${data}`);
      all.portsDown--;
      port2.close();
    });
    port2.start();
    const { size, payload } = payloadOf(number, random());
    sender.postMessage('down-port', [number, size, payload], [port1]);
  };
  const onSync = (event, n, size, payload) => {
    note(event, 'sendSync', n, size, payload);
    event.returnValue = n;
  };
  const onEnd = (event, count) => {
    const { up, down } = of(event.sender);
    if (up !== count) all.wrong.push(`${up} of ${count} came from ${event.sender.id}`);
    event.returnValue = down;
  };
  ipcMain.on('send', onSend).on('post', onPost).on('sync', onSync).on('end', onEnd);
  ipcMain.handle('invoke', (event, n, size, payload) => {
    const own = note(event, 'invoke', n, size, payload);
    return [n, own.down++];
  });
  return () => {
    ipcMain.off('send', onSend).off('post', onPost).off('sync', onSync).off('end', onEnd);
    ipcMain.removeHandler('invoke');
    return numbers.size;
  };
}
