// @ts-check
'use strict';

const binding = require('./binding');
const { ipcError } = require('./errors');

const refusals = binding.refusals();

/** Nobody is there who could get it: Electron knows that, too. */
const GONE = /** @type {number} */ (refusals.gone);

/** A main in another process would not read it. */
const UNCLONEABLE = /** @type {number} */ (refusals.uncloneable);

/**
 * What is said of each limit.
 *
 * @type {Map<number | undefined, { account: string, is: (limit: number) => string, mend: string }>}
 */
const limits = new Map([
  [
    refusals.queuedMessages,
    {
      account: 'queuedMessages',
      is: (limit) => `${limit} messages wait already`,
      mend: 'Send less until some were delivered',
    },
  ],
  [
    refusals.queuedBytes,
    {
      account: 'queuedBytes',
      is: (limit) => `more than ${limit} bytes would wait`,
      mend: 'Send less until some were delivered',
    },
  ],
  [
    refusals.pendingInvokes,
    {
      account: 'pendingInvokes',
      is: (limit) => `${limit} calls have no answer yet`,
      mend: 'Wait for some of their promises',
    },
  ],
  [
    refusals.messageBytes,
    {
      account: 'messageBytes',
      is: (limit) => `it has more than ${limit} bytes`,
      mend: 'Send it in parts',
    },
  ],
]);

/**
 * The error of a message that a limit stands against.
 *
 * @param {number} refusal one of `binding.refusals()`, not `GONE`
 * @param {string} what a sentence's subject, such as `ipcRenderer.send('x')`
 * @param {{ channel: string, peer: number, limit: number }} where
 */
function refusalError(refusal, what, { channel, peer, limit }) {
  const known = /** @type {NonNullable<ReturnType<typeof limits.get>>} */ (limits.get(refusal));
  const { account, is, mend } = known;
  const code = account === 'messageBytes' ? 'ERR_IPC_TOO_LARGE' : 'ERR_IPC_BACKPRESSURE';
  const error = ipcError(
    code,
    `${what} was not sent: ${is(limit)} (renderer ${peer}, limit ${account}). ` +
      `${mend}, or raise the limit in main: ipcMain.setLimits({ ${account}: … })`,
  );
  return Object.assign(error, { channel, peer, account });
}

/**
 * Whether there will be room, when some of what waits was taken.
 *
 * @param {number} refusal
 */
function isPassing(refusal) {
  return refusal === refusals.queuedMessages || refusal === refusals.queuedBytes;
}

module.exports = { GONE, UNCLONEABLE, isPassing, refusalError };
