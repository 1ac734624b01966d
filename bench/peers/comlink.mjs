// Comlink over a MessagePort: the renderer calls a function of main.

import { MessageChannel } from 'node:worker_threads';
import { expose, wrap } from 'comlink/dist/esm/comlink.mjs';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

export function main() {
  const { port1, port2 } = new MessageChannel();
  const end = {
    onRequest(handler) {
      expose({ request: handler }, nodeEndpoint(port1));
      port1.start();
    },
  };
  return { end, gift: port2, transfer: [port2] };
}

export function renderer(port) {
  const remote = wrap(nodeEndpoint(port));
  port.start();
  return { call: (value) => remote.request(value) };
}
