// What a message costs when many renderers are attached, or many channels have listeners. Two processes
// that differ in nothing else take turns.

import { job, runStation } from '../harness/job.mjs';
import { median } from '../harness/statistics.mjs';

const STATION = new URL('stations/scale.mjs', import.meta.url);

const comparisons = [
  {
    few: { renderers: 1 },
    many: { renderers: 64 },
    rounds: {
      'send, 64 renderers attached': 'same',
      'webContents.send, 64 attached': 'toRenderer',
    },
  },
  {
    few: { channels: 1 },
    many: { channels: 100_000 },
    rounds: {
      'send, 100,000 channels, always one': 'same',
      'send, 100,000 channels, all of them': 'spread',
    },
  },
];

await job(async ({ quick }) => {
  const rows = [];
  for (const { few, many, rounds } of comparisons) {
    const stations = [await runStation(STATION, few), await runStation(STATION, many)];
    for (const [name, kind] of Object.entries(rounds)) {
      rows.push({ name, unit: '× of one', most: 1.3, ...(await compare(stations, kind, quick)) });
    }
    for (const station of stations) station.end();
  }
  return rows;
});

async function compare(stations, kind, quick) {
  const times = [[], []];
  const count = quick ? 5000 : 20_000;
  for (let round = -1; round < (quick ? 3 : 7); round++) {
    for (const [index, station] of stations.entries()) {
      const time = await station.ask({ kind, count });
      if (round >= 0) times[index].push(time);
    }
  }
  return { value: median(times[1].map((time, round) => time / times[0][round])) };
}
