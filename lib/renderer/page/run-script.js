// @ts-check
'use strict';

const fs = require('node:fs');
const { fileURLToPath } = require('node:url');
const { script } = require('../script');
const { importInline } = require('./inline-module');

/**
 * Runs a script of a page: a classic one at once, a module when what it imports is there.
 *
 * @param {Pick<import('./script-tags').PageScript, 'module' | 'source' | 'code'>} pageScript
 * @param {string} base the URL of the page
 * @returns {Promise<unknown> | undefined} for a module, what says when it has run
 * @throws what a classic script throws
 */
function runScript({ module, source, code }, base) {
  const url = source === undefined ? undefined : new URL(source, base).href;
  if (module) return url === undefined ? importInline(code, base) : import(url);
  if (url === undefined) {
    const name = base.startsWith('file:') ? fileURLToPath(base) : 'inline script';
    script(code, name).runInThisContext();
  } else {
    const file = fileURLToPath(url);
    script(fs.readFileSync(file, 'utf8'), file).runInThisContext();
  }
  return undefined;
}

module.exports = { runScript };
