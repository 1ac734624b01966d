// @ts-check
'use strict';

const { script } = require('../script');

/**
 * Makes handlers of attributes such as `onclick="save()"`. The libraries would run them in a world of their own.
 *
 * @param {any} document that has been read
 */
function attachHandlers(document) {
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on[a-z]+$/.test(name) && name in element) element[name] = handlerFor(value);
    }
  }
}

/**
 * Compiled when it is first needed, as in a browser: one that is no code is an error of that moment.
 *
 * @param {string} code
 */
function handlerFor(code) {
  /** @type {Function | undefined} */
  let handler;
  return (/** @type {any} */ event) => {
    const text = `((names) => function (event) { with (document) with (names) with (this) {${code}\n} })`;
    handler ??= /** @type {Function} */ (script(text, 'event handler').runInThisContext()(names));
    return handler.call(event.currentTarget, event);
  };
}

/** What a library's document has as well, but not as the window has it. */
const names = {
  get location() {
    return /** @type {any} */ (globalThis).location;
  },
  set location(url) {
    /** @type {any} */ (globalThis).location = url;
  },
};

module.exports = { attachHandlers };
