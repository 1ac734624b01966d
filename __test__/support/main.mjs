// What tests need of main between two tests of one file.

import { ipcMain } from 'ipcmain';

/** Takes away every listener and handler that a test has left, and nothing else. */
export function clearMain() {
  for (const name of ipcMain.eventNames()) {
    const kept = name === 'error' ? ipcMain.listeners(name).slice(0, 1) : [];
    for (const listener of ipcMain.listeners(name)) {
      if (!kept.includes(listener)) ipcMain.removeListener(name, listener);
    }
  }
  for (const channel of ipcMain._invokeHandlers.keys()) ipcMain.removeHandler(channel);
}

/**
 * Replaces one method of `console` for the length of a test and collects its calls.
 *
 * @param {import('node:test').TestContext} t
 * @param {'error' | 'warn'} method
 * @returns {unknown[][]} the arguments of each call so far
 */
export function captureConsole(t, method) {
  const calls = [];
  t.mock.method(console, method, (...args) => void calls.push(args));
  return calls;
}

/** Resolves with the arguments of the next message on a channel, event first. */
export function nextMessage(emitter, channel) {
  return new Promise((resolve) => emitter.once(channel, (...args) => resolve(args)));
}

/**
 * What a handler returns that never answers. Kept for good: of a promise that nobody can settle any
 * more the collector finds out, and rejects the invoke (contract, 3.5).
 */
export const never = new Promise(() => {});
