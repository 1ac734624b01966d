// @ts-check
'use strict';

const { CONSOLE } = require('../common/console-message');

const levels = { debug: 0, log: 1, info: 1, warn: 2, error: 3 };

/**
 * Tells main what this thread prints, besides printing it.
 *
 * @param {(message: any) => void} tell
 */
function forwardConsole(tell) {
  for (const [method, level] of Object.entries(levels)) {
    const print = /** @type {any} */ (console)[method];
    Object.assign(console, {
      [method](/** @type {unknown[]} */ ...args) {
        print.apply(console, args);
        const at = placeOf(new Error());
        tell({ [CONSOLE]: { level, message: args.map(textOf).join(' '), ...at } });
      },
    });
  }
}

/** As in Chromium, where nothing is formatted for this. @param {unknown} value */
function textOf(value) {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** Where the console was called. @param {Error} error */
function placeOf({ stack = '' }) {
  const [, sourceId = '', line] =
    /\(?([^\s(]+):(\d+):\d+\)?$/.exec(stack.split('\n')[2] ?? '') ?? [];
  return { sourceId, lineNumber: Number(line ?? 0) };
}

module.exports = { forwardConsole };
