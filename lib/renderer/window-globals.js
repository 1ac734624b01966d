// @ts-check
'use strict';

const { setImmediate } = require('../common/real-timers');
const { errorEvent } = require('./page/error-event');
const { dropEventHandlers, makeEventHandlers } = require('./page/event-handlers');
const { postMessageOf } = require('./page/post-message');
const { giveLocation, windowMethods } = require('./page/wishes');

const scope = /** @type {any} */ (globalThis);

/** Where the events of the window go: its own, or those of the window that a library has made. */
let events = /** @type {EventTarget} */ (new EventTarget());

/**
 * Makes the global of this thread the window of a page. Its document is made later.
 *
 * @param {string} url
 */
function makeWindow(url) {
  giveLocation(new URL(url));
  Object.assign(scope, {
    ...windowMethods,
    window: scope,
    self: scope,
    top: scope,
    parent: scope,
    addEventListener(
      /** @type {string} */ type,
      /** @type {any} */ listener,
      /** @type {any[]} */ ...options
    ) {
      events.addEventListener(type, listenerFor(type, listener), ...options);
    },
    removeEventListener(
      /** @type {string} */ type,
      /** @type {any} */ listener,
      /** @type {any[]} */ ...options
    ) {
      events.removeEventListener(type, listenerFor(type, listener), ...options);
    },
    dispatchEvent: (/** @type {Event} */ event) => events.dispatchEvent(event),
    postMessage: postMessageOf((event) => events.dispatchEvent(event)),
  });
  makeEventHandlers();
  Object.assign(process, { contextIsolated: false, isMainFrame: true, sandboxed: false });
  reportUncaught();
}

/**
 * Gives it what a library's window has, before anything of the page has run.
 *
 * @param {any} window
 */
function takeLibraryWindow(window) {
  dropEventHandlers();
  require('./dom/window-names').takeNames(window);
  giveLocation(window.location, window.document);
  events = window;
}

/** @type {WeakMap<object, (event: Event) => void>} */
const guarded = new WeakMap();

/**
 * What fails in a listener for errors is printed and not told in turn: it would fail again, and for ever.
 *
 * @param {string} type
 * @param {any} listener
 */
function listenerFor(type, listener) {
  const isObject = typeof listener === 'function' || (typeof listener === 'object' && listener);
  if (!isObject || !['error', 'unhandledrejection'].includes(type)) return listener;
  if (!guarded.has(listener)) {
    guarded.set(listener, async (event) => {
      try {
        if (typeof listener === 'function') await listener.call(scope, event);
        else await listener.handleEvent(event);
      } catch (error) {
        console.error('Uncaught', error);
      }
    });
  }
  return guarded.get(listener);
}

/**
 * As in a browser, an error is told and the page goes on: by an event, and on the console unless a
 * listener has prevented that.
 */
function reportUncaught() {
  process.on('uncaughtException', (error) => {
    if (events.dispatchEvent(errorEvent(error))) console.error('Uncaught', error);
  });
  process.on('unhandledRejection', (reason, promise) => {
    // A task of its own, as in a browser: a listener that rejects something anew must not block the thread.
    setImmediate(() => {
      const event = new scope.Event('unhandledrejection', { cancelable: true });
      if (events.dispatchEvent(Object.assign(event, { reason, promise }))) {
        console.error('Uncaught (in promise)', reason);
      }
    });
  });
}

module.exports = { makeWindow, takeLibraryWindow };
