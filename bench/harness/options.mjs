import { parseArgs } from 'node:util';

const HELP = `npm run bench -- [options]
  --quick         fewer messages and rounds; a few paths of the peers; not the two modes below
  --only <text>   only the paths and sections whose name contains the text; may be given more than once
  --no-peers      only ipcmain and MessagePort
  --only-processes  nothing but renderers in processes beside child_process.fork
  --no-processes  not renderers in processes beside child_process.fork
  --no-spin       only with IPCMAIN_SPIN=0
  --one-cpu       only on one CPU (taskset)
Without --no-spin and --one-cpu, a full run measures as it is, and then the paths in both modes again.`;

export function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      'no-peers': { type: 'boolean', default: false },
      'no-processes': { type: 'boolean', default: false },
      'only-processes': { type: 'boolean', default: false },
      'no-spin': { type: 'boolean', default: false },
      'one-cpu': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const onlyProcesses = values['only-processes'];
  const isPart = onlyProcesses || values.only.length > 0 || values['no-spin'] || values['one-cpu'];
  return {
    quick: values.quick,
    onlyProcesses,
    peers: !values['no-peers'] && !onlyProcesses,
    processes: process.platform !== 'win32' && !values['no-processes'],
    spin: !values['no-spin'],
    oneCpu: values['one-cpu'],
    isPart,
    isFull: !isPart && !values.quick,
    wanted: ({ name }) =>
      values.only.length === 0 || values.only.some((text) => name.includes(text)),
  };
}
