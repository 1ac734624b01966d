// @ts-check
'use strict';

/**
 * A script of a page.
 *
 * @typedef {object} PageScript
 * @property {boolean} module
 * @property {boolean} deferred whether it waits until the whole page has been read
 * @property {string} [source] where the code is, relative to the page; unless it is here:
 * @property {string} code
 */

const comment = '<!--[\\s\\S]*?-->';
const attributes = '((?:[\\s/](?:"[^"]*"|\'[^\']*\'|[^>"\'])*)?)';
const tag = new RegExp(`${comment}|<script${attributes}>([\\s\\S]*?)</script\\s*>`, 'gi');
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The types that a browser runs as classic scripts, among them those of long ago. */
const javascript =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:jscript|livescript|javascript1\.[0-5]))$/;

/**
 * The scripts of a page that a browser would run, in the order of their tags. Only tags are looked at: this
 * is no parser of HTML.
 *
 * @param {string} html
 * @returns {PageScript[]}
 */
function scriptTags(html) {
  return Array.from(html.matchAll(tag), ([, text, code]) => {
    const script = code === undefined ? undefined : scriptOf(attributesOf(text ?? ''), code);
    return script ?? [];
  }).flat();
}

/**
 * @param {Map<string, string>} attributes
 * @param {string} code
 * @returns {PageScript | undefined} nothing when a browser would not run it
 */
function scriptOf(attributes, code) {
  const type = (attributes.get('type') || 'text/javascript').trim().toLowerCase();
  const module = type === 'module';
  if (!module && (!javascript.test(type) || attributes.has('nomodule'))) return undefined;
  const source = attributes.get('src');
  // One that may run at any time (`async`) waits too: then it does not depend on the time.
  const waits = ['defer', 'async'].some((name) => attributes.has(name));
  return { module, deferred: module || (source !== undefined && waits), source, code };
}

/** @param {string} text */
function attributesOf(text) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) {
    const key = name.toLowerCase();
    // The first counts.
    if (!found.has(key)) found.set(key, double ?? single ?? bare ?? '');
  }
  return found;
}

const title = new RegExp(
  `${comment}|<script\\b[\\s\\S]*?</script|<title(?:\\s[^>]*)?>([\\s\\S]*?)</title`,
  'gi',
);

/** @type {Record<string, string>} */
const references = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/**
 * The title that stands in a page.
 *
 * @param {string} html
 */
function titleIn(html) {
  const [, text = ''] = [...html.matchAll(title)].find((match) => match[1] !== undefined) ?? [];
  const spaced = text.replace(/\s+/g, ' ').trim();
  return spaced.replace(/&(?:amp|lt|gt|quot|#39);/g, (name) => references[name] ?? name);
}

module.exports = { scriptOf, scriptTags, titleIn };
