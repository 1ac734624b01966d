// Runs a function of the test file in a process of its own, which may crash, hang or exit.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('child-main.cjs', import.meta.url));

/**
 * `run` closes over nothing: it travels as text. It gets `{ report, startWorker, data, require }`.
 *
 * @param {(context: any) => unknown} run
 * @param {{ data?: unknown, deadline?: number, execArgv?: string[], env?: NodeJS.ProcessEnv, through?: string[] }} [options]
 *   `deadline` in milliseconds; a child that lives longer is killed, and `signal` says so; `through` is a command that
 *   becomes it
 * @returns {Promise<{ code: number | null, signal: string | null, reports: any[], stderr: string, lines: string[] }>}
 */
export async function runInChild(
  run,
  { data, deadline = 60_000, execArgv = [], env, through = [] } = {},
) {
  const [command, ...args] = [...through, process.execPath, ...execArgv, main];
  const child = spawn(command, args, {
    env: {
      ...process.env,
      ...env,
      IPCMAIN_TEST_CHILD: JSON.stringify({ source: String(run), data, deadline }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadline,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const { code, signal } = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const lines = stdout.split('\n').filter(Boolean);
  return { code, signal, lines, reports: lines.flatMap(parsed), stderr };
}

function parsed(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
