// Renderers of the tests in processes of their own. With IPCMAIN_TEST_TRANSPORT=process, they stand in for the
// Workers of all tests.

import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { fileURLToPath } from 'node:url';
import { forkRenderer } from 'ipcmain';

const main = fileURLToPath(new URL('renderer-main.cjs', import.meta.url));

/** Whether renderers of the tests are processes. */
export const inProcesses = process.env.IPCMAIN_TEST_TRANSPORT === 'process';

/**
 * Starts a process that runs a function of the test file, as `startRenderer` does.
 *
 * @param {(context: any) => unknown} run
 * @param {{ data?: unknown, env?: NodeJS.ProcessEnv } & import('ipcmain').ForkRendererOptions} [options]
 */
export function forkFunction(run, { data, env, ...options } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ipcmain-test-'));
  const file = join(folder, 'data');
  writeFileSync(file, serialize({ source: String(run), data }));
  const child = forkRenderer(main, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...options,
    env: { ...process.env, ...env, IPCMAIN_TEST_RENDERER: file },
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  child.once('exit', remove).once('error', remove);
  return child;
}

/** What tests use of a Worker, of a process. */
class RendererProcess extends EventEmitter {
  #child;
  #exited;

  constructor({ source, data, env, execArgv }) {
    super();
    const child = forkFunction(source, { data, env, ...(execArgv && { execArgv }) });
    this.#child = child;
    this.contents = child.webContents;
    child.on('message', ({ report, error }) => {
      if (error) this.emit('error', error);
      else this.emit('message', report);
    });
    this.#exited = new Promise((resolve) => {
      // What it has reported comes before this.
      child.once('close', (code, signal) => {
        this.emit('exit', code ?? signal);
        resolve(code);
      });
    });
  }

  terminate() {
    this.#child.kill('SIGKILL');
    return this.#exited;
  }

  unref() {
    this.#child.unref();
  }
}

export const startProcess = (options) => new RendererProcess(options);
