// @ts-check
'use strict';

/** Chromium's numbers for how a load fails. */
const numbers = {
  ERR_ABORTED: -3,
  ERR_ACCESS_DENIED: -10,
  ERR_FAILED: -2,
  ERR_FILE_NOT_FOUND: -6,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

/**
 * Electron's form of a failed load.
 *
 * @param {keyof typeof numbers} code
 * @param {string} url
 */
function loadError(code, url) {
  const errno = numbers[code];
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}

module.exports = { loadError };
