// @ts-check
'use strict';

const { partial } = require('./not-implemented');

/** What a program would see that is alone with its clipboard. */
let text = '';

/** A clipboard of the program's own, for texts. The desktop's is left alone. */
const clipboard = partial('clipboard', {
  async readText() {
    return text;
  },

  /** @param {string} value */
  async writeText(value) {
    text = String(value);
  },

  /** @param {string} mimetype */
  async has(mimetype) {
    return mimetype === 'text/plain' && text !== '';
  },

  clear() {
    text = '';
  },
});

module.exports = { clipboard };
