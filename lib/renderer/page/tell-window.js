// @ts-check
'use strict';

const { isMainThread, parentPort } = require('node:worker_threads');
const { renderer } = require('../renderer');

/**
 * Tells main something of the page: a Worker by its port, a process by its connection.
 *
 * @param {any} message
 */
function tellWindow(message) {
  if (isMainThread) renderer.main.say(message);
  else parentPort?.postMessage(message);
}

module.exports = { tellWindow };
