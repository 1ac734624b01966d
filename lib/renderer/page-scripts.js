// @ts-check
'use strict';

const fs = require('node:fs');
const { fileURLToPath } = require('node:url');
const { importInline } = require('./inline-module');
const { script } = require('./script');
const { scriptTags } = require('./script-tags');

/**
 * @typedef {object} Script
 * @property {boolean} module
 * @property {string} base the URL of the page
 * @property {string} [source] where the code is, relative to the page; unless it is here:
 * @property {string} [code]
 */

/**
 * Runs what a URL names: one script, or the scripts of a page in their order. A script that throws is
 * an error of the page; the next one runs all the same.
 *
 * @param {string} url
 * @throws when the page cannot be read
 */
async function runPage(url) {
  for (const part of scriptsOf(url)) {
    try {
      await run(part);
    } catch (error) {
      process.emit('uncaughtException', /** @type {Error} */ (error));
    }
  }
}

/**
 * @param {string} url
 * @returns {Script[]}
 */
function scriptsOf(url) {
  const { protocol, pathname } = new URL(url);
  if (protocol === 'about:') return [];
  if (protocol === 'data:') {
    if (!pathname.startsWith('text/html')) return [{ module: true, base: url, source: url }];
    return scriptsIn(textOfDataUrl(pathname), 'about:blank');
  }
  if (/\.html?$/i.test(pathname)) {
    return scriptsIn(fs.readFileSync(fileURLToPath(url), 'utf8'), url);
  }
  return [{ module: pathname.endsWith('.mjs'), base: url, source: url }];
}

/**
 * @param {string} html
 * @param {string} base
 * @returns {Script[]}
 */
function scriptsIn(html, base) {
  return scriptTags(html).map((tag) => ({ ...tag, base }));
}

/** @param {string} pathname of a `data:` URL */
function textOfDataUrl(pathname) {
  const comma = pathname.indexOf(',');
  const data = decodeURIComponent(pathname.slice(comma + 1));
  return pathname.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString()
    : data;
}

/** @param {Script} part */
async function run({ module, base, source, code = '' }) {
  const url = source === undefined ? undefined : new URL(source, base).href;
  if (module) {
    await (url === undefined ? importInline(code, base) : import(url));
  } else if (url === undefined) {
    script(
      code,
      base.startsWith('file:') ? fileURLToPath(base) : 'inline script',
    ).runInThisContext();
  } else {
    const file = fileURLToPath(url);
    script(fs.readFileSync(file, 'utf8'), file).runInThisContext();
  }
}

module.exports = { runPage };
