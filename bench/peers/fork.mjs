// A child process with the IPC channel that Node gives it. Its renderer is that process.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export function forked(serialization) {
  const file = fileURLToPath(new URL('../renderer.mjs', import.meta.url));
  const env = { ...process.env };
  delete env.IPCMAIN_BENCH_JOB;
  const child = fork(file, { serialization, env, execArgv: ['--expose-gc'] });
  const handlers = {};
  child.on('message', (message) => {
    for (const kind in message) handlers[kind]?.(message[kind]);
  });
  const end = {
    send: (message) => child.send({ message }),
    onMessage: (handler) => (handlers.message = handler),
    onRequest(handler) {
      handlers.request = (value) => child.send({ request: handler(value) });
    },
  };
  const order = (control) =>
    new Promise((resolve, reject) => {
      handlers.control = ({ result }) => resolve(result);
      child.once('exit', reject);
      child.send({ control });
    });
  return { end, order };
}

export function renderer() {
  const open = [];
  const handlers = { request: (value) => open.shift()(value) };
  process.on('message', (message) => {
    for (const kind in message) handlers[kind]?.(message[kind]);
  });
  return {
    send: (message) => process.send({ message }),
    onMessage: (handler) => (handlers.message = handler),
    call: (request) =>
      new Promise((resolve) => {
        open.push(resolve);
        process.send({ request });
      }),
  };
}
