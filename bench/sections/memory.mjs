// How much the process grows: per renderer, per message that waits, and after much has passed.

import { job, runStation } from '../harness/job.mjs';

const LINKS = ['ipcmain', 'message-port'];
const station = (name) => new URL(`stations/${name}.mjs`, import.meta.url);

await job(async ({ quick }) => {
  const renderers = await ofBoth('attached', { renderers: quick ? 8 : 32 });
  const queued = await ofBoth('queued', { messages: quick ? 20_000 : 100_000 });
  const passed = await ofBoth('passed', { messages: quick ? 128 : 1024 });
  return [
    // Without ipcmain it is a Worker that listens on its parentPort.
    { name: 'memory per attached renderer', unit: 'KiB', ...renderers },
    { name: 'memory per queued message (tiny)', unit: 'bytes', ...queued },
    {
      name: `memory after ${quick ? '128 MiB' : '1 GiB'} in 1 MiB messages`,
      unit: 'MiB',
      ...passed,
    },
  ];
});

/** The same with ipcmain and without, each in a process of its own. */
async function ofBoth(name, data) {
  const results = [];
  for (const link of LINKS) {
    const one = await runStation(station(name), { link, ...data });
    results.push(await one.ask({}));
    one.end();
  }
  const [value, beside] = results;
  return { value, beside };
}
