// @ts-check
'use strict';

const { isOwn } = require('./realm');

/**
 * Has an endpoint deliver, with what waits for it already.
 *
 * Jest tells of every threadsafe function that the code of a test makes, as of a handle that was left open,
 * though this one holds nothing open. So in a `vm` context it is made just after that code, by nobody.
 *
 * @param {{ open(onRing: () => void): void }} endpoint
 * @param {() => void} onRing
 */
function hangUpBell(endpoint, onRing) {
  if (isOwn) endpoint.open(onRing);
  else Promise.resolve().then(() => endpoint.open(onRing));
}

module.exports = { hangUpBell };
