// @ts-check
'use strict';

/**
 * Electron's native conversion of an argument to a string: only a primitive string passes, and the
 * text names nothing but `undefined` and `null` (contract 7.1).
 *
 * @param {unknown} value
 * @param {number} index where Electron counts the argument
 * @throws `TypeError` `Error processing argument at index <n>, conversion failure from …`
 */
function checkString(value, index) {
  if (typeof value !== 'string') throw conversionFailure(value, index);
}

/**
 * @param {unknown} value
 * @param {number} index
 */
function conversionFailure(value, index) {
  const shown = value === undefined || value === null ? String(value) : '';
  return new TypeError(
    `Error processing argument at index ${index}, conversion failure from ${shown}`,
  );
}

/**
 * What an array holds, read by index as native code does: its own iterator is not asked.
 *
 * @param {any[]} array
 * @returns {any[]}
 */
function elementsOf(array) {
  return Array.from({ length: array.length }, (_, index) => array[index]);
}

module.exports = { checkString, conversionFailure, elementsOf };
