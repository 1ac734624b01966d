// Work that runs in a process of its own, so that what hangs or crashes takes nothing else along.

import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** In the process of a job: does the work that it was started for, and ends. */
export async function job(work) {
  const result = await work(JSON.parse(process.env.IPCMAIN_BENCH_JOB));
  process.send({ result }, () => process.exit(0));
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) kill(child);
    process.exit(1);
  });
}

/**
 * Runs a job and gives what it came to.
 *
 * @param {URL} file
 * @param {object} data
 * @param {{ deadline: number, env?: object, cpu?: number }} options `deadline` in
 *   seconds; `cpu` is the only one it may use
 * @throws when it fails, or is not done in time
 */
export function runJob(file, data, { deadline, env, cpu }) {
  const command = [process.execPath, '--expose-gc', fileURLToPath(file)];
  if (cpu !== undefined) command.unshift('taskset', '-c', String(cpu));
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env, IPCMAIN_BENCH_JOB: JSON.stringify(data) },
    // A group of its own, which ends as one.
    detached: true,
  });
  running.add(child);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      kill(child);
      reject(new Error(`not done in ${deadline} s`));
    }, deadline * 1000);
    const over = (text) => {
      clearTimeout(timer);
      running.delete(child);
      reject(new Error(text));
    };
    child.on('message', ({ result }) => resolve(result));
    child.on('error', ({ message }) => over(message));
    child.on('close', (code, signal) => {
      // What it has left behind.
      kill(child);
      over(`ended with ${signal ?? `code ${code}`}`);
    });
  });
}

function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/**
 * In the process of a station: a job that answers one question after the other, until it is ended.
 *
 * @param {(data: any) => Promise<(question: any) => unknown>} prepare
 */
export async function station(prepare) {
  const answer = await prepare(JSON.parse(process.env.IPCMAIN_BENCH_JOB));
  process.on('message', async (question) => process.send({ answer: await answer(question) }));
  process.send({ ready: true });
}

/** Starts a station, from within a job, whose deadline is its own. */
export async function runStation(file, data) {
  const child = fork(file, {
    env: { ...process.env, IPCMAIN_BENCH_JOB: JSON.stringify(data) },
    execArgv: ['--expose-gc'],
  });
  // When it ends by itself, so does this job.
  const giveUp = () => process.exit(1);
  child.once('exit', giveUp);
  const next = async () => (await once(child, 'message'))[0];
  await next();
  return {
    async ask(question) {
      child.send(question);
      return (await next()).answer;
    },
    end() {
      child.off('exit', giveUp);
      child.kill('SIGKILL');
    },
  };
}
