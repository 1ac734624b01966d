// @ts-check
'use strict';

const { partial } = require('./not-implemented');

/** What a program would see that is alone with its clipboard. @type {Map<string, string>} */
let contents = new Map();

/** @param {string} format */
const reader = (format) => () => contents.get(format) ?? '';

/** @param {string} format */
const writer = (format) => (/** @type {string} */ text) => {
  contents = new Map([[format, String(text)]]);
};

/** A clipboard of the program's own, for texts. The desktop's is left alone. */
const clipboard = partial('clipboard', {
  readText: reader('text/plain'),
  writeText: writer('text/plain'),
  readHTML: reader('text/html'),
  writeHTML: writer('text/html'),
  availableFormats: () => [...contents.keys()],

  clear() {
    contents = new Map();
  },
});

module.exports = { clipboard };
