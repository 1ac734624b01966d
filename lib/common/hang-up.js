// @ts-check
'use strict';

const { AsyncResource } = require('node:async_hooks');
const { isOwn } = require('./realm');

/** @type {AsyncResource} */
let scope;

/**
 * In a `vm` context: when the code that runs now is done. Jest tells of every bell that the code of a
 * test makes, or a resource that this code has made, as of a handle that was left open, though this one holds nothing
 * open.
 *
 * @param {() => void} work
 */
function doAsNobody(work) {
  if (isOwn) work();
  else Promise.resolve().then(work);
}

doAsNobody(() => (scope = new AsyncResource('ipcmain')));

/**
 * Has an endpoint deliver, with what waits for it already.
 *
 * @param {{ open(onRing: () => void): void }} endpoint
 * @param {() => void} onRing
 */
function hangUpBell(endpoint, onRing) {
  // Not in the caller's context: the bell would keep what an AsyncLocalStorage holds there, with Jest the
  // whole test.
  doAsNobody(() => scope.runInAsyncScope(() => endpoint.open(onRing)));
}

module.exports = { hangUpBell };
