// @ts-check
'use strict';

const { once } = require('node:events');

/**
 * @param {any} jsdom
 * @returns {import('./library').DomLibrary}
 */
function withJsdom({ JSDOM, VirtualConsole }) {
  return {
    async open(url, html) {
      const virtualConsole = new VirtualConsole().on('jsdomError', print);
      const { window } = new JSDOM(html, { url, pretendToBeVisual: true, virtualConsole });
      await once(window, 'load');
      // A page of a file is of no origin there, which has no storage. In Electron it has one.
      if (window.origin === 'null')
        giveStorage(window, () => new JSDOM('', { url: 'http://localhost' }));
      return window;
    },
  };
}

/** @param {any} error what a browser would say on its console, or something about style sheets */
function print({ message, detail, cause, type = '' }) {
  if (/^unhandled.exception$/.test(type)) console.error('Uncaught', cause ?? detail);
  else if (!type.startsWith('css')) console.error(message);
}

/**
 * @param {any} window
 * @param {() => { window: any }} open another one that has storage
 */
function giveStorage(window, open) {
  /** @type {any} */
  let other;
  for (const name of ['localStorage', 'sessionStorage']) {
    const get = () => (other ??= open().window)[name];
    Object.defineProperty(window, name, { get, configurable: true, enumerable: true });
  }
}

module.exports = { withJsdom };
