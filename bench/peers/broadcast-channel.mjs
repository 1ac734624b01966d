// Node's own BroadcastChannel, with one listener at the other end.

import { BroadcastChannel } from 'node:worker_threads';

const channels = () => ({
  messages: new BroadcastChannel('messages'),
  requests: new BroadcastChannel('requests'),
});

export function main() {
  const { messages, requests } = channels();
  const end = {
    ...messageEnd(messages),
    onRequest(handler) {
      requests.onmessage = ({ data }) => requests.postMessage(handler(data));
    },
  };
  return { end };
}

export function renderer() {
  const { messages, requests } = channels();
  const open = [];
  requests.onmessage = ({ data }) => open.shift()(data);
  return {
    ...messageEnd(messages),
    call: (value) =>
      new Promise((resolve) => {
        open.push(resolve);
        requests.postMessage(value);
      }),
  };
}

const messageEnd = (channel) => ({
  send: (value) => channel.postMessage(value),
  onMessage(handler) {
    channel.onmessage = ({ data }) => handler(data);
  },
});
