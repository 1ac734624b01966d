// @ts-check
'use strict';

/** @typedef {import('./web-contents').WebContents} WebContents */

/** The contents of the renderers that main knows, by their number. @type {Map<number, WebContents>} */
const living = new Map();

/**
 * @param {number} id
 * @returns {WebContents | undefined} nothing when main has let go of that renderer
 */
function livingContents(id) {
  return living.get(id);
}

module.exports = { living, livingContents };
