// @ts-check
'use strict';

const { partial } = require('./not-implemented');

const webUtils = partial('webUtils', {
  /** No file of a Worker was chosen from a disk: as in Electron, such a one has no path. */
  getPathForFile: () => '',
});

module.exports = { webUtils };
