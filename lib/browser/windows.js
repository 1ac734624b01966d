// @ts-check
'use strict';

/** @typedef {import('./browser-window').BrowserWindow} BrowserWindow */

/** The windows that are not destroyed, by their number. @type {Map<number, BrowserWindow>} */
const windows = new Map();

module.exports = { windows };
