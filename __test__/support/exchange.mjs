// Small exchanges between main and one renderer that many tests are made of.

import { ipcMain } from 'ipcmain';
import { nextMessage } from './main.mjs';
import { startRenderer } from './renderer.mjs';

/**
 * Starts a renderer and resolves with the first message that it sends on the channel `test`, event
 * first. Rejects with what the renderer throws.
 *
 * @param {import('node:test').TestContext} t
 * @param {(context: any) => unknown} run as for `startRenderer`
 * @param {Parameters<typeof startRenderer>[2]} [options]
 * @returns {Promise<any[]>}
 */
export function firstMessage(t, run, options) {
  const message = nextMessage(ipcMain, 'test');
  const { worker } = startRenderer(t, run, options);
  const failure = new Promise((_resolve, reject) => worker.once('error', reject));
  return Promise.race([message, failure]);
}

/**
 * A function for `startRenderer` and `runInChild` that gets more functions, as text, after its
 * context.
 *
 * @param {(context: any, ...helpers: any[]) => unknown} run
 * @param {...Function} helpers
 * @returns {any}
 */
export function using(run, ...helpers) {
  return { toString: () => `(context) => (${run})(context, ${helpers.map(String).join(', ')})` };
}

/** What a test compares of an error; travels as text. */
export const describeError = (error) => ({
  class: Object.getPrototypeOf(error).constructor.name,
  name: error.name,
  message: error.message,
  coded: 'code' in error,
});

/** That of the refusal to clone, which is the same everywhere. */
export const notCloned = {
  class: 'Error',
  name: 'Error',
  message: 'An object could not be cloned.',
  coded: false,
};
