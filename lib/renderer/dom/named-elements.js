// @ts-check
'use strict';

/** Elements that their `name` makes known, besides those with an `id`. */
const NAMED = ['embed', 'form', 'iframe', 'img', 'object'];

/**
 * Makes `list` mean the element with that id, wherever the global has nothing else of that name.
 *
 * @param {any} document
 */
function nameElements(document) {
  const above = Object.getPrototypeOf(globalThis);
  let looking = false;
  const elementOf = (/** @type {string | symbol} */ name) => {
    // The library itself looks at the same globals.
    if (looking || typeof name !== 'string') return undefined;
    looking = true;
    try {
      return namedElement(document, name);
    } finally {
      looking = false;
    }
  };
  const names = new Proxy(Object.getPrototypeOf(above), {
    has: (target, name) => Reflect.has(target, name) || elementOf(name) !== undefined,
    get: (target, name, receiver) =>
      Reflect.has(target, name) ? Reflect.get(target, name, receiver) : elementOf(name),
  });
  Object.setPrototypeOf(above, names);
}

/**
 * @param {any} document
 * @param {string} name
 */
function namedElement(document, name) {
  const byName = () =>
    [...document.getElementsByName(name)].find(({ localName }) => NAMED.includes(localName));
  return document.getElementById(name) ?? byName();
}

module.exports = { nameElements };
