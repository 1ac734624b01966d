// @ts-check
'use strict';

const { runOne } = require('../page/run-page');
const { scriptOf } = require('../page/script-tags');
const { attachHandlers } = require('./handler-attributes');
const { whenInserted } = require('./inserted-scripts');
const { hush, unhush } = require('./hush');
const { followLinks } = require('./links');
const { putBack, takeApart } = require('./parts');
const { followTitle } = require('./titles');
const { takeWrites } = require('./written-markup');

/** @typedef {import('../page/script-tags').PageScript & { element: any }} ElementScript */
/**
 * @template {import('../page/script-tags').PageScript} S
 * @typedef {import('../page/run-page').PageDocument<S>} PageDocument
 */

/**
 * A page whose document a library has made. Its scripts run in this thread, and the document grows while they do,
 * as in a browser.
 *
 * @implements {PageDocument<ElementScript>}
 */
class FullDocument {
  #window;
  #document;
  /** What the parser has not come to yet. @type {import('./parts').Part[]} */
  #parts;
  /** @type {ElementScript | undefined} */
  #parserWaitsFor;

  /**
   * @param {any} window of the library, which has read the page
   * @param {string} base the URL of the page
   */
  constructor(window, base) {
    const { document } = window;
    this.#window = window;
    this.#document = document;
    attachHandlers(document);
    followLinks(window);
    followTitle(window);
    /** @type {ElementScript[]} */
    this.scripts = [...document.querySelectorAll('script')].flatMap(scriptsOfElement);
    for (const { element } of this.scripts) hush(element);
    const stops = this.scripts.filter(({ deferred }) => !deferred);
    this.#parts = takeApart(
      document,
      stops.map(({ element }) => element),
    );
    this.#own('readyState', 'loading');
    this.#own('currentScript', null);
    const run = (/** @type {any} */ element) => {
      unhush(element);
      // They wait for nothing and nothing waits for them.
      const scripts = scriptsOfElement(element).map((script) => ({ ...script, deferred: true }));
      for (const script of scripts) runOne(this, script, base);
    };
    whenInserted(window, run);
    takeWrites(
      document,
      () => this.#parserWaitsFor?.element ?? null,
      (element) => {
        const outer = this.#parserWaitsFor;
        run(element);
        this.setCurrentScript(outer);
      },
    );
  }

  /** @param {ElementScript} [script] */
  show(script) {
    const parts = script === undefined ? this.#parts.splice(0) : this.#parts.splice(0, 1);
    for (const part of parts) putBack(part);
  }

  /** @param {ElementScript | undefined} script */
  setCurrentScript(script) {
    this.#parserWaitsFor = script?.deferred === false ? script : undefined;
    this.#own('currentScript', script?.element ?? null);
  }

  /**
   * @param {ElementScript} script
   * @param {boolean} found
   */
  scriptEnded({ element, source }, found) {
    unhush(element);
    if (source !== undefined) this.#tell(element, found ? 'load' : 'error');
  }

  /** @param {'interactive' | 'complete'} state */
  become(state) {
    this.#own('readyState', state);
    this.#tell(this.#document, 'readystatechange');
    if (state === 'complete') this.#tell(this.#window, 'load');
  }

  contentLoaded() {
    this.#tell(this.#document, 'DOMContentLoaded', { bubbles: true });
  }

  /**
   * @param {any} target
   * @param {string} type
   * @param {object} [options]
   */
  #tell(target, type, options) {
    target.dispatchEvent(new this.#window.Event(type, options));
  }

  /**
   * Says of the document what the library does not know.
   *
   * @param {string} name
   * @param {unknown} value
   */
  #own(name, value) {
    Object.defineProperty(this.#document, name, { value, configurable: true, enumerable: true });
  }
}

/**
 * @param {any} element
 * @returns {ElementScript[]} none when a browser would not run it
 */
function scriptsOfElement(element) {
  const attributes = new Map(Array.from(element.attributes, ({ name, value }) => [name, value]));
  const script = scriptOf(attributes, element.textContent);
  return script === undefined ? [] : [{ ...script, element }];
}

module.exports = { FullDocument };
