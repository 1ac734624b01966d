// @ts-check
'use strict';

const { partial } = require('./not-implemented');

/** Electron's step from one zoom level to the next. */
const STEP = 1.2;

let factor = 1;
let lastStyle = 0;

/** The frame of this renderer. What would change how it looks is kept, and seen by nobody. */
const webFrame = partial('webFrame', {
  top: null,
  parent: null,
  opener: null,
  firstChild: null,
  nextSibling: null,
  routingId: 1,

  getZoomFactor: () => factor,

  /** @param {number} value */
  setZoomFactor(value) {
    if (!(value > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    factor = value;
  },

  getZoomLevel: () => Math.log(factor) / Math.log(STEP),

  /** @param {number} level */
  setZoomLevel(level) {
    factor = STEP ** level;
  },

  setVisualZoomLevelLimits() {},

  /** @returns {string} the key by which it can be removed */
  insertCSS: () => String(++lastStyle),
  removeInsertedCSS() {},
  clearCache() {},
});

module.exports = { webFrame };
