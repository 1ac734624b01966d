// What four attached renderers cost while nothing happens, beside four Workers that listen on parentPort.

import { job, runStation } from '../harness/job.mjs';

const STATION = new URL('stations/idle.mjs', import.meta.url);

await job(async ({ quick }) => {
  const length = quick ? 1000 : 3000;
  const results = [];
  for (const link of ['ipcmain', 'message-port']) {
    const one = await runStation(STATION, { link });
    results.push(await one.ask({ length }));
    one.end();
  }
  const [ours, theirs] = results;
  const rows = [
    { name: 'idle CPU, 4 renderers', unit: 'µs/s', value: ours.cpu, beside: theirs.cpu },
    { name: 'idle wake-ups, 4 renderers', unit: '/s', value: ours.wakeUps, beside: theirs.wakeUps },
  ];
  return rows.filter(({ value }) => value !== undefined);
});
