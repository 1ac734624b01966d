// What the tests of ports share.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before } from 'node:test';
import { MessageChannelMain, ipcMain } from 'ipcmain';
import { nextMessage } from './main.mjs';
import { startRenderer } from './renderer.mjs';

/** Keeps the process alive for all tests of a file: a port that waits for 'close' does not. */
export function stayAlive() {
  let alive;
  before(() => (alive = setInterval(() => {}, 2 ** 30)));
  after(() => clearInterval(alive));
}

export const channel = () => new MessageChannelMain();

/** The value of the next message that a port gets. */
export const dataOf = async (port) => (await once(port, 'message'))[0].data;

/** What `record` keeps of a 'close'. */
export const CLOSE = ['close', undefined];

/** What a port has emitted so far. */
export function record(port, seen = []) {
  port.on('message', ({ data }) => seen.push(data));
  port.on('close', (...args) => seen.push(['close', ...args]));
  return seen;
}

/** Two ports, the second started, and what that one has emitted so far. */
export function listening() {
  const { port1, port2 } = channel();
  const seen = record(port2);
  port2.start();
  return { port1, port2, seen };
}

/** Waits until whatever is on its way in this thread has arrived: a few messages one after the other. */
export async function arrival() {
  for (let round = 0; round < 4; round++) {
    const { port1, port2 } = channel();
    port2.start();
    port1.postMessage('marker');
    await once(port2, 'message');
    port1.close();
  }
}

/** Everything that a port emits until it closes. */
export function untilClosed(port) {
  const seen = [];
  port.on('message', ({ data }) => seen.push(data));
  return new Promise((resolve) => {
    port.once('close', () => resolve([...seen, 'close']));
  });
}

/** Starts a renderer and waits until it listens. */
export async function readyRenderer(t, run = listener) {
  const renderer = startRenderer(t, run);
  assert.equal(await renderer.reported(), 'ready');
  return renderer;
}

/** A renderer that reports what the ports that it gets say, and 'close'. */
export const listener = ({ ipcRenderer, report }) => {
  ipcRenderer.on('port', ({ ports }) => {
    for (const port of ports) {
      port.addEventListener('close', () => report('close'));
      port.onmessage = ({ data }) => report(data);
    }
  });
  report('ready');
};

/** A renderer that sends one end of a channel to main and keeps the other. */
export const sender = ({ ipcRenderer, data }) => {
  const { port1, port2 } = new MessageChannel();
  globalThis.kept = port2;
  port2.onmessage = (event) => port2.postMessage(event.data * 2);
  for (const value of data ?? []) port2.postMessage(value);
  ipcRenderer.postMessage('port', 'hi', [port1]);
};

/** The port that comes with the next message on the channel 'port'. */
export async function nextPort() {
  const [{ ports }] = await nextMessage(ipcMain, 'port');
  return ports[0];
}
