import { readFileSync } from 'node:fs';
import os from 'node:os';

export function machine() {
  const [{ model }] = os.cpus();
  return {
    cpu: model.trim(),
    cores: os.cpus().length,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    os: `${os.type()} ${os.release()} ${os.arch()}`,
  };
}

/** The first CPU that this process may use. Only Linux can be told to use no other. */
export function firstCpu() {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^Cpus_allowed_list:\s*(\d+)/m.exec(status)?.[1] ?? 0);
}
