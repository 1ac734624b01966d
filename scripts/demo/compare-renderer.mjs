// The renderer's half of the race.

import { once } from 'node:events';
import { workerData } from 'node:worker_threads';
import { ipcRenderer } from 'ipcmain';

const { port, rounds } = workerData;
const MESSAGES = 20_000;
const CALLS = 500;

/** Messages per second, one way. */
async function burst(send, arrived) {
  const start = performance.now();
  for (let i = 1; i < MESSAGES; i++) send(undefined);
  const done = arrived();
  send(true);
  await done;
  return (MESSAGES / (performance.now() - start)) * 1000;
}

/** Microseconds per call, one after the other. */
async function calls(call) {
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) await call(i);
  return ((performance.now() - start) / CALLS) * 1000;
}

const portAnswer = () => once(port, 'message');
const portCall = async (value) => {
  const answer = portAnswer();
  port.postMessage(value);
  await answer;
};

const paths = [
  {
    path: { name: 'one way, messages per second', unit: '/s' },
    ipcmain: () =>
      burst(
        (last) => ipcRenderer.send('burst', last),
        () => once(ipcRenderer, 'burst-arrived'),
      ),
    port: () => burst((last) => port.postMessage(last), portAnswer),
  },
  {
    path: { name: 'invoke, round trip', unit: 'µs' },
    ipcmain: () => calls((value) => ipcRenderer.invoke('echo', value)),
    port: () => calls(portCall),
  },
  {
    path: { name: 'sendSync, round trip', unit: 'µs' },
    ipcmain: () => calls((value) => ipcRenderer.sendSync('echo-sync', value)),
    port: () => calls(portCall),
  },
];

const results = paths.map(({ path }) => ({ path, ipcmain: [], port: [] }));
// The first round warms up and does not count.
for (let round = 0; round <= rounds; round++) {
  for (const [index, { ipcmain, port }] of paths.entries()) {
    const measured = { ipcmain: await ipcmain(), port: await port() };
    if (round === 0) continue;
    results[index].ipcmain.push(measured.ipcmain);
    results[index].port.push(measured.port);
  }
}

port.close();
ipcRenderer.removeAllListeners();
ipcRenderer.send('results', results);
