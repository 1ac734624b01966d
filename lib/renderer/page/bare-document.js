// @ts-check
'use strict';

const { ipcError } = require('../../common/errors');
const { scriptTags, titleIn } = require('./script-tags');
const { tellTitle } = require('./tell-title');

/** @typedef {import('./run-page').PageDocument} PageDocument */

const scope = /** @type {any} */ (globalThis);

/** What inspectors, promises and JSON ask of every value is no use of a document. */
const harmless = ['constructor', 'then', 'toJSON'];

/**
 * What a page has for a document when there is none: its state and its events. Everything else throws and says
 * what to install.
 *
 * @implements {PageDocument}
 */
class BareDocument {
  #target = new EventTarget();
  #state = 'loading';
  #cause;
  #title;

  /**
   * @param {import('./content').Content} content
   * @param {Error} [cause] why the library that is installed makes none
   */
  constructor({ base, html }, cause) {
    this.scripts = html === undefined ? [pageAsScript(base)] : scriptTags(html);
    this.#cause = cause;
    this.#title = html === undefined ? '' : titleIn(html);
    scope.document = this.#document();
  }

  show() {}

  setCurrentScript() {}

  scriptEnded() {}

  /** @param {string} state */
  become(state) {
    this.#state = state;
    this.#tell('readystatechange');
    if (state === 'complete') scope.dispatchEvent(new Event('load'));
  }

  contentLoaded() {
    tellTitle(this.#title);
    this.#tell('DOMContentLoaded');
    scope.dispatchEvent(new Event('DOMContentLoaded'));
  }

  /** @param {string} type */
  #tell(type) {
    this.#target.dispatchEvent(new Event(type));
  }

  #document() {
    const target = this.#target;
    const state = () => this.#state;
    const known = {
      get location() {
        return scope.location;
      },
      set location(url) {
        scope.location = url;
      },
      get readyState() {
        return state();
      },
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
      dispatchEvent: target.dispatchEvent.bind(target),
    };
    return new Proxy(known, {
      get: (object, key, receiver) => {
        const isKnown = typeof key === 'symbol' || key in object || harmless.includes(key);
        return isKnown ? Reflect.get(object, key, receiver) : this.#refuse(key);
      },
    });
  }

  /**
   * @param {string} key
   * @returns {never}
   */
  #refuse(key) {
    throw ipcError(
      'ERR_IPC_NO_DOCUMENT',
      `ipcmain: document.${key} was used and this window has no document. Install one in the program's folder ` +
        '(npm install --save-dev jsdom, or happy-dom); then every .html page and about:blank has it. ' +
        'A window that loads a script has none.',
      this.#cause && { cause: this.#cause },
    );
  }
}

/** @param {string} source the URL of a page that is a script, in a `data:` URL a module */
function pageAsScript(source) {
  const { protocol, pathname } = new URL(source);
  const module = protocol === 'data:' || pathname.endsWith('.mjs');
  return { module, deferred: false, source, code: '' };
}

module.exports = { BareDocument };
