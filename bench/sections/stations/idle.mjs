import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { station } from '../../harness/job.mjs';
import { startIdle } from './start-idle.mjs';

await station(async ({ link }) => {
  for (let i = 0; i < 4; i++) await startIdle(link);
  return async ({ length }) => {
    // V8 and Node have work of their own to finish at first.
    await setTimeout(500);
    const [cpu, switches] = [process.cpuUsage(), voluntarySwitches()];
    await setTimeout(length);
    const { user, system } = process.cpuUsage(cpu);
    const perSecond = 1000 / length;
    return {
      cpu: (user + system) * perSecond,
      wakeUps: switches && (voluntarySwitches() - switches) * perSecond,
    };
  };
});

/** How often threads of this process have gone to sleep, so far. Only Linux tells. */
function voluntarySwitches() {
  if (process.platform !== 'linux') return undefined;
  return readdirSync('/proc/self/task')
    .map((task) => readFileSync(`/proc/self/task/${task}/status`, 'utf8'))
    .map((status) => Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)[1]))
    .reduce((sum, count) => sum + count, 0);
}
