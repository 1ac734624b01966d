// Draws docs/performance.svg from the results of a full run:
//   node bench/chart.mjs <results.json> [file.svg]

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROW = 26;
const LABELS = 190;
const BARS = 420;
const WIDTH = LABELS + BARS + 170;

/** For each path, how many times faster than MessagePort ipcmain is; the mark is what it must reach. */
export function drawChart({ machine, modes: [{ paths }] }) {
  const measured = paths.filter(({ failed }) => !failed);
  const most = Math.max(...measured.flatMap(({ ratio, must }) => [ratio.median, must]));
  const x = (ratio) => LABELS + (ratio / most) * BARS;
  const height = 70 + measured.length * ROW;
  const rows = measured.map(({ name, ipcmain, messagePort, ratio, must }, row) => {
    const y = 46 + row * ROW;
    const [ours, theirs] = [ipcmain.time, messagePort.time].map((time) => time.toPrecision(3));
    return `
  <text class="label" x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${name}</text>
  <rect class="bar" x="${LABELS}" y="${y}" width="${at(x(ratio.median) - LABELS)}" height="18"/>
  <path class="must" d="M${at(x(must))} ${y - 2}v22"/>
  <text x="${at(Math.max(x(ratio.median), x(must)) + 6)}" y="${y + 13}">${ratio.median.toFixed(1)}× <tspan class="faint">${Number(ours)} / ${Number(theirs)} µs</tspan></text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
  <title>How many times faster than a raw MessagePort</title>
  <style>
    text { font: 12px system-ui, sans-serif; fill: #1f2328; }
    .label { font-weight: 600; }
    .faint { fill: #656d76; }
    .bar { fill: #2f81f7; }
    .port { stroke: #656d76; stroke-dasharray: 4 3; }
    .must { stroke: #cf222e; stroke-width: 2; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .faint { fill: #8d96a0; }
      .port { stroke: #8d96a0; }
      .must { stroke: #ff7b72; }
    }
  </style>
  <text x="${LABELS}" y="16">Times as fast as a raw MessagePort (dashed: the same; mark: must; ipcmain / MessagePort, µs)</text>
  <path class="port" d="M${at(x(1))} 26V${height - 24}"/>${rows.join('')}
  <text class="faint" x="${LABELS}" y="${height - 8}">${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.os}</text>
</svg>
`;
}

const at = (position) => Number(position.toFixed(1));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , results, file = fileURLToPath(new URL('../docs/performance.svg', import.meta.url))] =
    process.argv;
  writeFileSync(file, drawChart(JSON.parse(readFileSync(results, 'utf8'))));
}
