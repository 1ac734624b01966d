// @ts-check
'use strict';

const scope = /** @type {any} */ (globalThis);

/** The events that happen to a window without a screen. */
const types = ['beforeunload', 'error', 'hashchange', 'load', 'message', 'unhandledrejection'];

/** Gives the window `onmessage` and its kin. */
function makeEventHandlers() {
  for (const type of types) Object.defineProperty(scope, `on${type}`, handlerOf(type));
}

/** Takes them away again, for those of a library. */
function dropEventHandlers() {
  for (const type of types) delete scope[`on${type}`];
}

/**
 * @param {string} type
 * @returns {PropertyDescriptor}
 */
function handlerOf(type) {
  /** @type {Function | null} */
  let handler = null;
  const listener = (/** @type {any} */ event) => call(/** @type {Function} */ (handler), event);
  return {
    configurable: true,
    enumerable: true,
    get: () => handler,
    set(value) {
      const next = typeof value === 'function' ? value : null;
      if (handler === null && next !== null) scope.addEventListener(type, listener);
      if (handler !== null && next === null) scope.removeEventListener(type, listener);
      handler = next;
    },
  };
}

/**
 * @param {Function} handler
 * @param {any} event
 */
function call(handler, event) {
  if (event.type !== 'error') {
    if (handler.call(scope, event) === false) event.preventDefault();
    return;
  }
  // The one handler that is not called with its event, and that prevents the default by `true`.
  const { message, filename, lineno, colno, error } = event;
  if (handler.call(scope, message, filename, lineno, colno, error) === true) event.preventDefault();
}

module.exports = { dropEventHandlers, makeEventHandlers };
