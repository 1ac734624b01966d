// What tests say about child processes and about errors, again and again.

import assert from 'node:assert/strict';
import { runInChild } from './child.mjs';

/** Runs a function in a child process that must end well, and gives back what it reported. */
export async function reportsOf(run, options) {
  const { code, signal, reports, stderr } = await runInChild(run, options);
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, stderr);
  return reports;
}
