// npm run bench: measures, prints, writes the results, and ends with 1 when something is below its must.

import { mkdirSync, writeFileSync } from 'node:fs';
import { drawChart } from './chart.mjs';
import { machine } from './harness/machine.mjs';
import { measurePaths, printPaths } from './harness/measure-paths.mjs';
import { measurePeers, printPeers } from './harness/measure-peers.mjs';
import { measureProcesses, printProcesses } from './harness/measure-processes.mjs';
import { measureSections, printSections, sections } from './harness/measure-sections.mjs';
import { modesOf } from './harness/modes.mjs';
import { readOptions } from './harness/options.mjs';
import { paths } from './paths/index.mjs';
import { availablePeers } from './peers/index.mjs';

const options = readOptions();
const amount = options.quick ? 'quick' : 'full';
const started = Date.now();
const results = { machine: machine(), quick: options.quick, modes: [], peers: [], sections: [] };
console.log(Object.values(results.machine).join(', '));

const wantedPaths = paths.filter(options.wanted);
const modes = wantedPaths.length > 0 && !options.onlyProcesses ? modesOf(options) : [];
for (const mode of modes) {
  const measured = await measurePaths(wantedPaths, mode, amount);
  printPaths(mode, measured);
  results.modes.push({ name: mode.name, paths: measured });
}

const isSpecialMode = !options.spin || options.oneCpu;
const wantedSections =
  isSpecialMode || options.onlyProcesses ? [] : sections.filter(options.wanted);
if (wantedSections.length > 0) {
  results.sections = await measureSections(wantedSections, options);
  printSections(results.sections);
}

if (options.peers && !isSpecialMode && wantedPaths.length > 0) {
  // A quick run has time for one path of each kind.
  const isShort = ({ name }) => ['sendSync tiny', 'invoke', 'send small'].includes(name);
  const peerPaths = options.quick && !options.isPart ? wantedPaths.filter(isShort) : wantedPaths;
  results.peers = await measurePeers(peerPaths, availablePeers());
  if (results.peers.length > 0) printPeers(results.peers);
}

if (options.processes && !isSpecialMode && wantedPaths.length > 0) {
  results.processes = await measureProcesses(wantedPaths, amount);
  if (results.processes.length > 0) printProcesses(results.processes);
}

// What stands for this line of Node is a full run; any other is kept apart.
const name = options.isFull ? process.versions.node.split('.')[0] : 'last';
const folder = new URL('results/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(results, null, 2)}\n`);
if (options.isFull) {
  writeFileSync(new URL('../docs/performance.svg', import.meta.url), drawChart(results));
}

const measured = [
  ...results.modes.flatMap((mode) => mode.paths),
  ...results.sections,
  ...(results.processes ?? []),
];
// The rest is only told.
const judged = measured.filter(({ verdict }) => verdict !== '');
const failed = judged.filter(({ verdict }) => verdict.startsWith('FAILED'));
const seconds = Math.round((Date.now() - started) / 1000);
console.log(
  `\n${judged.length - failed.length} reached, ${failed.length} failed, in ${seconds} s; bench/results/${name}.json`,
);
process.exitCode = failed.length > 0 || judged.length === 0 ? 1 : 0;
