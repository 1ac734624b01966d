// @ts-check
'use strict';

const path = require('node:path');
const { TITLE } = require('../common/page-title');
const { emit } = require('./emit');
const { Event } = require('./event');

/** @typedef {import('./web-contents').WebContents} WebContents */

/** What the page of a renderer has said last. @type {WeakMap<WebContents, { processId: number, title: string }>} */
const titles = new WeakMap();

/** @param {WebContents} contents */
function titleOf(contents) {
  const told = titles.get(contents);
  const title = told?.processId === contents.getProcessId() ? told.title : '';
  return title || standIn(contents.getURL());
}

/** What a page without a title is called. @param {string} url */
function standIn(url) {
  return url.startsWith('file:') ? decodeURI(path.posix.basename(new URL(url).pathname)) : url;
}

/**
 * The page of a window has another title, if it is that what its renderer says.
 *
 * @param {WebContents} contents
 * @param {any} said
 */
function hearTitle(contents, said) {
  const own = said?.[TITLE];
  if (own === undefined || contents.isDestroyed()) return;
  const window = contents.getOwnerBrowserWindow();
  if (window === null) return;
  titles.set(contents, { processId: contents.getProcessId(), title: own });
  const title = titleOf(contents);
  const event = new Event();
  emit(window, 'page-title-updated', event, title, own !== '');
  if (!event.defaultPrevented && !window.isDestroyed()) window.setTitle(title);
  emit(contents, 'page-title-updated', new Event(), title, own !== '');
}

/** Whether this is the title of a page. @param {any} said */
function isTitle(said) {
  return typeof said?.[TITLE] === 'string';
}

module.exports = { hearTitle, isTitle, titleOf };
