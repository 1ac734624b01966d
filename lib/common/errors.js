// @ts-check
'use strict';

/**
 * An error that Electron does not have. Those that it has are made where they are thrown, with
 * Electron's text and no code.
 *
 * @param {`ERR_IPC_${string}`} code
 * @param {string} message
 * @param {ErrorOptions} [options]
 * @returns {Error & { code: string }}
 */
function ipcError(code, message, options) {
  return Object.assign(new Error(message, options), { code });
}

module.exports = { ipcError };
