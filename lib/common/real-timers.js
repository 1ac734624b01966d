// @ts-check
'use strict';

// The timers of Node itself. Test runners replace those that everybody sees, some before this package is loaded:
// Jest in its sandbox, which neither `node:timers` nor the main context is in; the others in `node:timers` as well, so
// that `ipcmain/register` loads this first. And who keeps them here is not reached by fakes that come later.

const {
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
} = require('node:timers');
const { runInThisContext } = require('node:vm');

/** @type {NodeJS.Process} */
const { nextTick } = runInThisContext('process');

module.exports = { clearInterval, clearTimeout, nextTick, setImmediate, setInterval, setTimeout };
