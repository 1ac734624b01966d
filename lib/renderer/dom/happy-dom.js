// @ts-check
'use strict';

/** Nothing runs and nothing is got from elsewhere but by the page's own scripts, which this package runs. */
const settings = {
  disableJavaScriptEvaluation: true,
  disableJavaScriptFileLoading: true,
  disableCSSFileLoading: true,
  handleDisabledFileLoadingAsSuccess: true,
};

/**
 * @param {any} happyDom
 * @returns {import('./library').DomLibrary}
 */
function withHappyDom({ Window }) {
  return {
    async open(url, html) {
      const window = new Window({ url, console, settings });
      window.document.write(html);
      await window.happyDOM.waitUntilComplete();
      return window;
    },
  };
}

module.exports = { withHappyDom };
