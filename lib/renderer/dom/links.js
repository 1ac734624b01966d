// @ts-check
'use strict';

/**
 * A click on a link goes where it leads, which a library does not do. After all listeners of the page's elements, which may prevent it.
 *
 * @param {any} window of the library
 */
function followLinks(window) {
  window.addEventListener('click', (/** @type {any} */ event) => {
    const link = event.target.closest?.('a[href], area[href]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const target = link.getAttribute('target') || '_self';
    /** @type {any} */ (globalThis).open(link.href, target);
  });
}

module.exports = { followLinks };
