// @ts-check
'use strict';

/**
 * What an invoke that has failed becomes.
 *
 * @param {string} channel
 * @param {any} reply main's, as `[error, result]`; null when it cannot be read, and then this is a `TypeError` (contract 8.4)
 * @returns {Promise<never>}
 */
async function failedInvoke(channel, reply) {
  // The promise that the caller has follows this one by then, so that the stack goes on to whoever awaits it.
  await undefined;
  await undefined;
  const { 0: error } = reply;
  throw new Error(`Error invoking remote method '${channel}': ${error}`);
}

module.exports = { failedInvoke };
