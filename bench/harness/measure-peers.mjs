// What others do on the same paths, each against MessagePort in a process of its own.

import { runPath } from './measure-paths.mjs';
import { median, ratioOf } from './statistics.mjs';
import { figure, printTable } from './table.mjs';

const THEIRS = 'links/message-port';

export async function measurePeers(paths, peers) {
  const results = [];
  for (const path of paths) {
    for (const { name, link } of peers.filter((peer) => peer.paths.includes(path.name))) {
      results.push({ path: path.name, peer: name, ...(await measure(path, link)) });
      process.stderr.write('.');
    }
  }
  process.stderr.write('\n');
  return results;
}

async function measure(path, link) {
  try {
    const rounds = await runPath(path, [link, THEIRS], 'peers', {});
    const [times, portTimes] = [link, THEIRS].map((one) => rounds[one].map(({ time }) => time));
    return {
      time: median(times),
      messagePort: median(portTimes),
      ratio: ratioOf(times, portTimes),
    };
  } catch (error) {
    return { failed: error.message };
  }
}

export function printPeers(results) {
  console.log('\nOthers (µs per message or call; ratio = MessagePort / the other; no targets)');
  printTable(
    ['', '', 'time', 'MessagePort', 'ratio'],
    results.map(({ path, peer, time, messagePort, ratio, failed }) =>
      failed
        ? [path, peer, '', '', failed]
        : [path, peer, figure(time), figure(messagePort), `${figure(ratio.median)}×`],
    ),
  );
}
