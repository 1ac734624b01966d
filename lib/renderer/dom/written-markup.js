// @ts-check
'use strict';

const { hush } = require('./hush');

/**
 * Has `document.write` put markup where the parser stands, which a library knows nothing of: it has read the whole
 * page, and would begin a new one. What one call writes is closed at its end.
 *
 * @param {any} document
 * @param {() => any} currentScript the element for which the parser waits
 * @param {(element: any) => void} run is called with each script that was written
 */
function takeWrites(document, currentScript, run) {
  /** What each script has written last. @type {WeakMap<object, any>} */
  const last = new WeakMap();
  const write = document.write.bind(document);
  const put = (/** @type {string} */ markup) => {
    if (document.readyState === 'complete') return write(markup);
    const script = currentScript();
    // As in a browser, nobody else may write while there is a parser.
    if (script === null) return undefined;
    const template = document.createElement('template');
    template.innerHTML = markup;
    const nodes = [...template.content.childNodes];
    const scripts = [...template.content.querySelectorAll('script')].map(hush);
    for (const node of nodes) {
      const before = last.get(script) ?? script;
      before.parentNode.insertBefore(node, before.nextSibling);
      last.set(script, node);
    }
    for (const written of scripts) run(written);
    return undefined;
  };
  document.write = (/** @type {unknown[]} */ ...texts) => put(texts.join(''));
  document.writeln = (/** @type {unknown[]} */ ...texts) => put(`${texts.join('')}\n`);
}

module.exports = { takeWrites };
