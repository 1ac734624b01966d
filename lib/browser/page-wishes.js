// @ts-check
'use strict';

// What the page of a window wants of its window: to go somewhere else, to close it, to open another one.

const { emit } = require('./emit');
const { Event } = require('./event');
const { ROUTING_ID } = require('./succession');

/** @typedef {import('../common/page-wish').Wish} Wish */
/** @typedef {import('./web-contents').WebContents} WebContents */
/** @typedef {Record<string, unknown>} Details */
/** @typedef {(details: Details) => any} WindowOpenHandler */

/** @type {WeakMap<WebContents, WindowOpenHandler>} */
const handlers = new WeakMap();

/** What a window that must not do something opens only windows that must not either. @type {Record<string, boolean>} */
const strict = { contextIsolation: true, nodeIntegration: false, sandbox: true };

/**
 * @param {WebContents} contents
 * @param {WindowOpenHandler} handler
 */
function setWindowOpenHandler(contents, handler) {
  handlers.set(contents, handler);
}

/**
 * @param {WebContents} contents
 * @param {Wish} wish of their present page
 */
async function heed(contents, wish) {
  if (contents.isDestroyed() || contents.isCrashed()) return;
  // What the page has sent before it wished comes first; its answer comes after that.
  const { processId } = contents.mainFrame;
  await contents.mainFrame.executeJavaScript('0').catch(() => {});
  if (contents.isDestroyed() || contents.mainFrame.processId !== processId) return;
  if (wish.kind === 'navigate') navigate(contents, wish.url);
  else if (wish.kind === 'reload') contents.reload();
  else if (wish.kind === 'close') contents.getOwnerBrowserWindow().close();
  else open(contents, wish);
}

/**
 * @param {WebContents} contents
 * @param {string} url
 */
function navigate(contents, url) {
  const { mainFrame: frame } = contents;
  const details = { url, isSameDocument: false, isMainFrame: true, frame, initiator: frame };
  const event = Object.assign(new Event(), details);
  emit(contents, 'will-navigate', event, url, false, true, frame.processId, ROUTING_ID);
  if (!event.defaultPrevented) contents.loadURL(url);
}

/**
 * @param {WebContents} contents
 * @param {{ url: string, frameName: string, features: string }} wish
 */
function open(contents, { url, frameName, features }) {
  const disposition = features === '' ? 'foreground-tab' : 'new-window';
  const referrer = { url: '', policy: 'strict-origin-when-cross-origin' };
  const asked = { url, frameName, features, disposition, referrer, postBody: undefined };
  const { isAllowed, options = {} } = ask(handlers.get(contents), asked);
  if (!isAllowed) return;
  const { BrowserWindow } = require('./browser-window');
  const preferences = /** @type {Details} */ (contents.getLastWebPreferences() ?? {});
  const inherited = Object.entries(strict).filter(([name, value]) => preferences[name] === value);
  const webPreferences = { ...Object.fromEntries(inherited), ...options.webPreferences };
  const made = { show: true, width: 800, height: 600, ...options, webPreferences };
  const window = new BrowserWindow(made);
  const details = { url, frameName, options: made, disposition, referrer };
  emit(contents, 'did-create-window', window, details);
  window.loadURL(url);
}

/**
 * As Electron takes the answer, its complaints included.
 *
 * @param {WindowOpenHandler | undefined} handler
 * @param {Details} details
 * @returns {{ isAllowed: boolean, options?: any }}
 */
function ask(handler, details) {
  if (handler === undefined) return { isAllowed: true };
  const response = handler(details);
  if (typeof response !== 'object' || response === null) {
    const instead = response === null ? 'null' : `of type '${typeof response}'`;
    console.error(
      `The window open handler response must be an object, but was instead ${instead}.`,
    );
    return { isAllowed: false };
  }
  const { action, overrideBrowserWindowOptions } = response;
  if (action === 'allow') return { isAllowed: true, options: overrideBrowserWindowOptions };
  if (action !== 'deny') {
    console.error(
      "The window open handler response must be an object with an 'action' property of 'allow' or 'deny'.",
    );
  }
  return { isAllowed: false };
}

module.exports = { heed, setWindowOpenHandler };
