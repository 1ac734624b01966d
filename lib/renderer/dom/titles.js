// @ts-check
'use strict';

const { tellTitle } = require('../page/tell-title');

/**
 * Tells the titles that a document gets, by its parser, by its scripts and by what is done to `<title>`.
 *
 * @param {any} window of the library
 */
function followTitle({ document, MutationObserver, Document }) {
  const tell = () => tellTitle(document.title);
  const { get, set } = accessorOf(Document.prototype, 'title');
  // A script that assigns has said so before anything that it says later.
  Object.defineProperty(document, 'title', {
    configurable: true,
    enumerable: true,
    get: () => get.call(document),
    set(title) {
      set.call(document, title);
      tell();
    },
  });
  document.addEventListener('DOMContentLoaded', tell);
  const observer = new MutationObserver(tell);
  observer.observe(document, { childList: true, characterData: true, subtree: true });
}

/**
 * @param {any} object
 * @param {string} name
 * @returns {any}
 */
function accessorOf(object, name) {
  return (
    Object.getOwnPropertyDescriptor(object, name) ?? accessorOf(Object.getPrototypeOf(object), name)
  );
}

module.exports = { followTitle };
