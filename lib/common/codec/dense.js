// @ts-check
'use strict';

/** What is longer is quicker in V8's hands. */
const LONGEST_ARRAY = 1024;

/** The names of the elements of an array. */
const indices = Array.from({ length: LONGEST_ARRAY }, (_, index) => String(index));

/**
 * Whether an array has all its elements and nothing else, and is not too long.
 *
 * @param {unknown[]} array
 */
function isDense(array) {
  const { length } = array;
  if (length > LONGEST_ARRAY) return false;
  const names = Object.keys(array);
  return names.length === length && (length === 0 || names[length - 1] === indices[length - 1]);
}

module.exports = { isDense };
