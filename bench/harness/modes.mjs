// The circumstances under which the paths are measured.

import { firstCpu } from './machine.mjs';

const asItIs = { name: 'as it is', jobs: {} };
const noSpin = { name: 'no spinning', floor: true, jobs: { env: { IPCMAIN_SPIN: '0' } } };
const oneCpu = { name: 'one CPU', floor: true, jobs: { cpu: firstCpu() } };
const both = {
  name: 'one CPU, no spinning',
  floor: true,
  jobs: { ...noSpin.jobs, ...oneCpu.jobs },
};

/** The modes that were asked for. In all but the first the only target is not to be slower. */
export function modesOf({ quick, spin, oneCpu: one, isPart }) {
  if (one && firstCpu() === undefined) throw new Error('--one-cpu needs taskset, so Linux');
  if (one) return [spin ? oneCpu : both];
  if (!spin) return [noSpin];
  if (quick || isPart) return [asItIs];
  return firstCpu() === undefined ? [asItIs, noSpin] : [asItIs, noSpin, oneCpu];
}

/** What a path must reach in a mode, and what is aimed at. */
export const targetsOf = ({ floor }, { must, aim }) =>
  floor ? { must: 1, aim: 1.5 } : { must, aim };
