// @ts-check
'use strict';

const fs = require('node:fs');
const { fileURLToPath } = require('node:url');

/**
 * What a URL names.
 *
 * @typedef {object} Content
 * @property {string} base the URL from which its scripts are looked for
 * @property {string} [html] of a page; without it, the URL is a script
 */

/**
 * @param {string} url
 * @returns {Content}
 * @throws when it cannot be read
 */
function contentOf(url) {
  const { protocol, pathname } = new URL(url);
  if (protocol === 'about:') return { base: url, html: '' };
  if (protocol === 'data:') {
    if (!pathname.startsWith('text/html')) return { base: url };
    return { base: 'about:blank', html: textOfDataUrl(pathname) };
  }
  if (!/\.html?$/i.test(pathname)) return { base: url };
  return { base: url, html: fs.readFileSync(fileURLToPath(url), 'utf8') };
}

/** @param {string} pathname of a `data:` URL */
function textOfDataUrl(pathname) {
  const comma = pathname.indexOf(',');
  const data = decodeURIComponent(pathname.slice(comma + 1));
  return pathname.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString()
    : data;
}

module.exports = { contentOf };
