// @ts-check
'use strict';

const { partial } = require('./not-implemented');

/** There is nobody to answer a dialog. What only shows something goes where Electron shows it without a screen. */
const dialog = partial('dialog', {
  /**
   * @param {string} title
   * @param {string} content
   */
  showErrorBox(title, content) {
    console.error(`${title}\n${content}`);
  },
});

module.exports = { dialog };
