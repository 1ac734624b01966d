// The two ends of raw MessagePorts, as lean as they can be: no channel names, no numbered requests.

import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

export function main() {
  // One channel for each use: a port that has a listener cannot be read with receiveMessageOnPort.
  const messages = new MessageChannel();
  const requests = new MessageChannel();
  const sync = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const end = {
    send: (value) => messages.port1.postMessage(value),
    onMessage: (handler) => messages.port1.on('message', handler),
    onRequest(handler) {
      requests.port1.on('message', (value) => requests.port1.postMessage(handler(value)));
      sync.port1.on('message', (value) => {
        sync.port1.postMessage(handler(value));
        Atomics.store(answered, 0, 1);
        Atomics.notify(answered, 0);
      });
    },
  };
  const [a, b, c] = [messages, requests, sync].map(({ port2 }) => port2);
  return { end, gift: { messages: a, requests: b, sync: c, answered }, transfer: [a, b, c] };
}

export function renderer({ messages, requests, sync, answered }) {
  // A port keeps its order, and main answers in the order of asking.
  const open = [];
  requests.on('message', (value) => open.shift()(value));
  return {
    send: (value) => messages.postMessage(value),
    onMessage: (handler) => messages.on('message', handler),
    call: (value) =>
      new Promise((resolve) => {
        open.push(resolve);
        requests.postMessage(value);
      }),
    callSync(value) {
      Atomics.store(answered, 0, 0);
      sync.postMessage(value);
      // The notification of the answer before may come only now.
      while (Atomics.load(answered, 0) === 0) Atomics.wait(answered, 0, 0);
      return receiveMessageOnPort(sync).message;
    },
  };
}
