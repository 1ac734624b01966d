// @ts-check
'use strict';

const { WISH } = require('../common/page-wish');
const { tellConsole } = require('./console-messages');
const { livingContents } = require('./living-contents');
const { hearTitle } = require('./page-titles');

const kinds = new Set(['navigate', 'reload', 'close', 'open']);

/**
 * What the page of a window says of itself, if it is that.
 *
 * @param {number} peer
 * @param {any} said
 */
function hearPage(peer, said) {
  const contents = livingContents(peer);
  if (contents === undefined) return;
  tellConsole(contents, said);
  hearTitle(contents, said);
  const wish = said?.[WISH];
  if (wish === undefined || contents.getOwnerBrowserWindow() === null) return;
  // Loaded when it is first needed.
  require('./page-wishes').heed(contents, wish);
}

/**
 * Whether this is what a page wishes.
 *
 * @param {any} said
 */
function isWish(said) {
  const wish = said?.[WISH];
  if (typeof wish !== 'object' || wish === null || !kinds.has(wish.kind)) return false;
  const { kind, url, frameName, features } = wish;
  const isText = (/** @type {unknown} */ value) => typeof value === 'string';
  if (kind === 'open') return [url, frameName, features].every(isText);
  return kind !== 'navigate' || isText(url);
}

module.exports = { hearPage, isWish };
