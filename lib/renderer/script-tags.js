// @ts-check
'use strict';

/** @typedef {{ module: boolean, source?: string, code: string }} ScriptTag */

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
 * @returns {ScriptTag[]}
 */
function scriptTags(html) {
  return Array.from(html.matchAll(tag), ([, text, code]) => {
    if (code === undefined) return [];
    const of = attributesOf(text ?? '');
    const type = (of.get('type') || 'text/javascript').trim().toLowerCase();
    const module = type === 'module';
    if (!module && (!javascript.test(type) || of.has('nomodule'))) return [];
    return [{ module, source: of.get('src'), code }];
  }).flat();
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

module.exports = { scriptTags };
