// @ts-check
'use strict';

const { hush } = require('./hush');

/**
 * Watches for the scripts that a page makes and puts into its document. Those that come with markup
 * (`innerHTML`) do not count: a browser does not run them either.
 *
 * @param {any} window of the library
 * @param {(element: any) => void} run
 */
function whenInserted({ document, MutationObserver }, run) {
  /** @type {WeakSet<object>} */
  const made = new WeakSet();
  const { createElement } = document;
  document.createElement = (/** @type {any[]} */ ...args) => {
    const element = createElement.apply(document, args);
    if (element.localName === 'script') made.add(hush(element));
    return element;
  };
  const observer = new MutationObserver((/** @type {any[]} */ records) => {
    for (const element of records.flatMap(scriptsIn)) if (made.delete(element)) run(element);
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** @param {any} record */
function scriptsIn({ addedNodes }) {
  return [...addedNodes].flatMap((node) => {
    if (node.localName === 'script') return [node];
    return node.querySelectorAll === undefined ? [] : [...node.querySelectorAll('script')];
  });
}

module.exports = { whenInserted };
