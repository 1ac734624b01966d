// @ts-check
'use strict';

/** @typedef {import('./web-contents').WebContents} WebContents */

/** The contents of the renderers that main knows, by their number. @type {Map<number, WebContents>} */
const living = new Map();

/** The same, by the number of the renderer that they have now. @type {Map<number, WebContents>} */
const processes = new Map();

/** Those of whose renderers nothing is dispatched any more, until they are destroyed. @type {Set<WebContents>} */
const ending = new Set();

/**
 * @param {number} id
 * @returns {WebContents | undefined} nothing when main has let go of that renderer
 */
function livingContents(id) {
  const contents = living.get(id);
  // Mostly there is none, and this is asked of every message.
  if (contents === undefined || ending.size === 0) return contents;
  return ending.has(contents) ? undefined : contents;
}

module.exports = { ending, living, livingContents, processes };
