// @ts-check
'use strict';

const openers = /** @type {Record<string, [string, ...string[]]>} */ ({
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
});

/**
 * Opens something with the desktop's own program for it.
 *
 * @param {string} target
 * @returns {Promise<string>} an empty string, or what went wrong
 */
function open(target) {
  // Loaded when it is needed: it would be a good part of the time that an import takes.
  const { spawn } = require('node:child_process');
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, target], { stdio: 'ignore', detached: true });
    opener.on('error', (error) => resolve(`Failed to open: ${error.message}`));
    opener.on('spawn', () => {
      opener.unref();
      resolve('');
    });
  });
}

const shell = {
  /**
   * Opens a file or folder.
   *
   * @param {string} path
   * @returns {Promise<string>} an empty string, or what went wrong
   */
  openPath: (path) => open(path),

  /**
   * Opens a URL.
   *
   * @param {string} url
   * @throws (as a rejection) when the desktop has no program to open it with
   */
  async openExternal(url) {
    const failure = await open(url);
    if (failure) throw new Error(failure);
  },
};

module.exports = { shell };
