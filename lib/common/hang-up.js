// @ts-check
'use strict';

const { AsyncResource } = require('node:async_hooks');
const { isOwn } = require('./realm');

const scope = new AsyncResource('ipcmain');

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
  // Not in the caller's context: a threadsafe function would keep what an AsyncLocalStorage holds there, with Jest the
  // whole test.
  const open = () => scope.runInAsyncScope(() => endpoint.open(onRing));
  if (isOwn) open();
  else Promise.resolve().then(open);
}

module.exports = { hangUpBell };
