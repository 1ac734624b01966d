// @ts-check
'use strict';

const { isAbsolute } = require('node:path');
const { pathToFileURL } = require('node:url');

const scope = /** @type {any} */ (globalThis);

/** Where a line of a stack says that it is. */
const frame = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/m;

/**
 * What a window is told of an error that nobody has caught.
 *
 * @param {any} error
 * @returns {Event}
 */
function errorEvent(error) {
  const details = { error, message: `Uncaught ${textOf(error)}`, ...placeOf(error) };
  const options = { cancelable: true, ...details };
  // Node has none; the handler `onerror` of a library takes apart nothing else.
  if (scope.ErrorEvent !== undefined) return new scope.ErrorEvent('error', options);
  return Object.assign(new Event('error', options), details);
}

/** @param {unknown} error */
function textOf(error) {
  try {
    return String(error);
  } catch {
    return Object.prototype.toString.call(error);
  }
}

/** Where it was thrown, as far as its stack tells. @param {any} error */
function placeOf(error) {
  const stack = typeof error?.stack === 'string' ? error.stack : '';
  const [, file, line, column] = frame.exec(stack) ?? [];
  if (file === undefined) return { filename: '', lineno: 0, colno: 0 };
  const filename = isAbsolute(file) ? pathToFileURL(file).href : file;
  return { filename, lineno: Number(line), colno: Number(column) };
}

module.exports = { errorEvent };
