// ipcmain between two processes. Orders go over the IPC channel that Node gives the process.

import { fileURLToPath } from 'node:url';
import { forkRenderer } from '../../index.mjs';
import { main as links } from '../links/ipcmain.mjs';

export { renderer } from '../links/ipcmain.mjs';

export function main() {
  const file = fileURLToPath(new URL('../renderer.mjs', import.meta.url));
  const env = { ...process.env };
  delete env.IPCMAIN_BENCH_JOB;
  const child = forkRenderer(file, {
    env,
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const order = (control) =>
    new Promise((resolve, reject) => {
      child.once('message', ({ control: { result } }) => resolve(result));
      child.once('exit', reject);
      child.send({ control });
    });
  return { ...links({ contents: child.webContents }), order };
}
