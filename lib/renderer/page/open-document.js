// @ts-check
'use strict';

const { BareDocument } = require('./bare-document');

/**
 * The document of a page: a whole one, where the program has installed a library for it.
 *
 * @param {string} url
 * @param {import('./content').Content} content
 * @param {string} appPath where the library is looked for
 * @param {(window: any) => void} meetWindow is called with the window that the library has made
 * @returns {Promise<import('./run-page').PageDocument<any>>}
 */
async function openDocument(url, content, appPath, meetWindow) {
  if (content.html === undefined) return new BareDocument(content);
  // Loaded for pages alone: what a script runs in needs none of it.
  const { findLibrary } = require('../dom/library');
  try {
    const library = await findLibrary(appPath);
    if (library === undefined) return new BareDocument(content);
    const window = await library.open(url, content.html);
    meetWindow(window);
    const { FullDocument } = require('../dom/full-document');
    return new FullDocument(window, content.base);
  } catch (cause) {
    return new BareDocument(content, /** @type {Error} */ (cause));
  }
}

module.exports = { openDocument };
