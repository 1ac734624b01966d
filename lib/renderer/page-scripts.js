// @ts-check
'use strict';

const fs = require('node:fs');
const { fileURLToPath } = require('node:url');
const vm = require('node:vm');

/** @typedef {{ module: boolean, url?: string, code?: string }} Script */

/**
 * Runs what a URL names: one script, or the scripts of a page in their order. A script that throws is
 * an error of the page; the next one runs all the same.
 *
 * @param {string} url
 */
async function runPage(url) {
  for (const script of scriptsOf(url)) {
    try {
      await run(script);
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
    if (!pathname.startsWith('text/html')) return [{ module: true, url }];
    return scriptsIn(textOfDataUrl(pathname), 'about:blank');
  }
  if (/\.html?$/i.test(pathname)) {
    return scriptsIn(fs.readFileSync(fileURLToPath(url), 'utf8'), url);
  }
  return [{ module: pathname.endsWith('.mjs'), url }];
}

/** @param {string} pathname of a `data:` URL */
function textOfDataUrl(pathname) {
  const comma = pathname.indexOf(',');
  const data = decodeURIComponent(pathname.slice(comma + 1));
  return pathname.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString()
    : data;
}

/**
 * The scripts of a page. Only tags are looked at: this is no parser of HTML.
 *
 * @param {string} html
 * @param {string} base
 * @returns {Script[]}
 */
function scriptsIn(html, base) {
  const withoutComments = html.replaceAll(/<!--[\s\S]*?-->/g, '');
  const tags = withoutComments.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi);
  return Array.from(tags, ([, attributes = '', code]) => {
    const module = /\btype\s*=\s*["']?module\b/i.test(attributes);
    const source = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(attributes);
    if (source === null) return { module, code };
    return { module, url: new URL(source[1] ?? source[2] ?? source[3] ?? '', base).href };
  });
}

/** @param {Script} script */
async function run({ module, url, code }) {
  if (module) {
    await import(url ?? `data:text/javascript,${encodeURIComponent(code ?? '')}`);
    return;
  }
  const filename = url === undefined ? 'inline script' : fileURLToPath(url);
  const source = code ?? fs.readFileSync(filename, 'utf8');
  new vm.Script(source, { filename }).runInThisContext();
}

module.exports = { runPage };
