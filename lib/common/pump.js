// @ts-check
'use strict';

const { AsyncResource } = require('node:async_hooks');

/** @typedef {import('./inbox').Delivery} Delivery */
/** @typedef {import('./inbox').Inbox} Inbox */

/**
 * What Node itself calls between two timers: it runs everything that was queued with `process.nextTick` or
 * as a microtask. Without it, or where using it would print a deprecation (DEP0134), each message is given
 * by a call of its own from the native side, after which Node does the same.
 *
 * @type {(() => void) | undefined}
 */
const runTicks = warnsOfTickCallback() ? undefined : /** @type {any} */ (process)._tickCallback;

/**
 * The asynchronous context of messages: where Node restores contexts itself (from Node 24 on), what a listener
 * enters with `AsyncLocalStorage.enterWith` does not reach the next message.
 */
const scope = new (class extends AsyncResource {
  /** Keeps nothing alive, which Jest asks before it reports an open handle. */
  hasRef() {
    return false;
  }
})('ipcmain');

function warnsOfTickCallback() {
  const option = '--pending-deprecation';
  const { NODE_OPTIONS = '', NODE_PENDING_DEPRECATION } = process.env;
  return (
    NODE_PENDING_DEPRECATION === '1' ||
    process.execArgv.includes(option) ||
    NODE_OPTIONS.includes(option)
  );
}

/**
 * Delivers what waits in an inbox, each message as a task of its own (design 3, law 1).
 *
 * @param {Inbox} inbox
 * @param {(delivery: Delivery) => void} deliver
 * @param {{ ringAgain: () => void }} calls
 */
function pump(inbox, deliver, calls) {
  let delivered = false;
  try {
    // What a listener that threw had queued before has not run yet. It may throw as well.
    runTicks?.();
    delivered = true;
  } finally {
    if (!delivered) calls.ringAgain();
  }
  for (let next = inbox.next(true); next !== undefined; next = inbox.next(false)) {
    delivered = false;
    try {
      scope.runInAsyncScope(deliver, undefined, next);
      if (runTicks === undefined) break;
      runTicks();
      delivered = true;
    } finally {
      // The rest is not lost by an exception, which has to leave from here.
      if (!delivered) calls.ringAgain();
    }
  }
}

module.exports = { pump };
