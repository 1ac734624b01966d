// @ts-check
'use strict';

const scope = /** @type {any} */ (globalThis);

/**
 * Makes the global of this thread the window of a page, as far as one without a document can be.
 *
 * @param {string} url
 */
function makeWindow(url) {
  const { href, protocol, host, hostname, port, pathname, search, hash, origin } = new URL(url);
  const location = { href, protocol, host, hostname, port, pathname, search, hash, origin };
  const events = new EventTarget();
  Object.assign(scope, {
    window: scope,
    self: scope,
    top: scope,
    parent: scope,
    location,
    document: { location, readyState: 'complete', addEventListener() {}, removeEventListener() {} },
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
    postMessage(/** @type {unknown} */ data) {
      const message = new MessageEvent('message', { data: structuredClone(data) });
      // Node's own takes nothing but a port for it.
      Object.defineProperty(message, 'source', { value: scope, enumerable: true });
      setImmediate(() => events.dispatchEvent(message));
    },
  });
  Object.assign(process, { contextIsolated: false, isMainFrame: true, sandboxed: false });
  reportUncaught(events);
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
 *
 * @param {EventTarget} events
 */
function reportUncaught(events) {
  const tell = (/** @type {string} */ type, /** @type {object} */ details) =>
    events.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), details));
  process.on('uncaughtException', (error) => {
    if (tell('error', { error, message: error?.message })) console.error('Uncaught', error);
  });
  process.on('unhandledRejection', (reason, promise) => {
    // A task of its own, as in a browser: a listener that rejects something anew must not block the thread.
    setImmediate(() => {
      if (tell('unhandledrejection', { reason, promise })) {
        console.error('Uncaught (in promise)', reason);
      }
    });
  });
}

module.exports = { makeWindow };
