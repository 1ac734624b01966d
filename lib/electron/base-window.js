// @ts-check
'use strict';

const { BrowserWindow } = require('../browser/browser-window');
const { notImplemented } = require('./not-implemented');

/** All windows are BrowserWindows. What BaseWindow knows of windows in general, it knows of these. */
const BaseWindow = notImplemented('BaseWindow', {
  getAllWindows: BrowserWindow.getAllWindows,
  getFocusedWindow: BrowserWindow.getFocusedWindow,
  fromId: BrowserWindow.fromId,
  /** @param {unknown} value */
  [Symbol.hasInstance]: (value) => value instanceof BrowserWindow,
});

module.exports = { BaseWindow };
