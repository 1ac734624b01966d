// @ts-check
'use strict';

const { nameElements } = require('./named-elements');

const scope = /** @type {any} */ (globalThis);

/**
 * What Node has as well, but of which the methods of a document take only their own. Everything else of Node
 * stays as it is.
 */
const ofTheDocument = new Set([
  'AbortController',
  'AbortSignal',
  'Blob',
  'CloseEvent',
  'CustomEvent',
  'DOMException',
  'ErrorEvent',
  'Event',
  'EventTarget',
  'File',
  'FormData',
  'MessageEvent',
  'Navigator',
  'Storage',
  'StorageEvent',
  'document',
  'localStorage',
  'navigator',
  'sessionStorage',
]);

/** What would take the document away, or belongs to the library. */
const never = new Set(['close', 'constructor', 'happyDOM']);

/**
 * Gives the global of this thread what a library's window has. The two stay two objects: `window` is the
 * global, `document.defaultView` that of the library.
 *
 * @param {any} window
 */
function takeNames(window) {
  for (const name of namesOf(window)) {
    if (never.has(name) || name.startsWith('_') || isElement(window, name)) continue;
    if (name in scope && !ofTheDocument.has(name)) continue;
    Object.defineProperty(scope, name, property(window, name));
  }
  scope.frames = scope;
  nameElements(window.document);
}

/**
 * Whether a name is that of an element of the page, which some libraries put on their window.
 *
 * @param {any} window
 * @param {string} name
 */
function isElement(window, name) {
  const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
  return value instanceof window.Element;
}

/** @param {any} window */
function namesOf(window) {
  /** @type {Set<string>} */
  const names = new Set();
  for (let object = window; object; object = Object.getPrototypeOf(object)) {
    if (object === Object.prototype) break;
    for (const name of Object.getOwnPropertyNames(object)) names.add(name);
  }
  return names;
}

/**
 * @param {any} window
 * @param {string} name
 * @returns {PropertyDescriptor}
 */
function property(window, name) {
  const isHandler = name.startsWith('on');
  /** @type {WeakMap<object, unknown>} */
  const bound = new WeakMap();
  return {
    configurable: true,
    enumerable: true,

    get() {
      const value = window[name];
      // A method, which wants to be called on its own window; a class begins with a capital letter.
      if (typeof value !== 'function' || isHandler || !/^[a-z]/.test(name)) return value;
      if (!bound.has(value)) bound.set(value, value.bind(window));
      return bound.get(value);
    },

    set(value) {
      // What a page puts in the place of something is its own from then on.
      const own = { value, configurable: true, enumerable: true, writable: true };
      if (isHandler) window[name] = value;
      else Object.defineProperty(scope, name, own);
    },
  };
}

module.exports = { takeNames };
