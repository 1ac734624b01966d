// Runs a program of the repository in a process of its own and gives back what it printed.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} path relative to the root of the repository
 * @param {{ args?: string[], execArgv?: string[], deadline?: number }} [options] `deadline` in milliseconds
 * @returns {Promise<{ lines: string[], stderr: string }>} rejects when the program fails or overstays
 */
export function runProgram(path, { args = [], execArgv = [], deadline = 20_000 } = {}) {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...execArgv, file, ...args],
      { timeout: deadline, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error) reject(error);
        else resolve({ lines: stdout.split('\n').filter(Boolean), stderr });
      },
    );
  });
}
