// @ts-check
'use strict';

const { fromCharCode } = String;

/** Up to here, arguments are quicker than a call of Node's. */
const LONGEST_SHORT = 20;

/**
 * @param {any} b the bytes
 * @param {number} i where they begin
 * @param {number} length at most `LONGEST_SHORT`
 * @returns {string} these bytes as Latin-1
 */
function shortText(b, i, length) {
  switch (length) {
    case 0:
      return '';
    case 1:
      return fromCharCode(b[i]);
    case 2:
      return fromCharCode(b[i], b[i + 1]);
    case 3:
      return fromCharCode(b[i], b[i + 1], b[i + 2]);
    case 4:
      return fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3]);
    case 5:
      return fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4]);
    case 6:
      return fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5]);
    case 7:
      return fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5], b[i + 6]);
    default: {
      const units = new Array(length);
      for (let index = 0; index < length; index++) units[index] = b[i + index];
      return fromCharCode.apply(null, units);
    }
  }
}

module.exports = { LONGEST_SHORT, shortText };
