// @ts-check
'use strict';

/** @typedef {import('./start-process').Process} Process */

/** The processes of renderers, by the number of the renderer: the present one of each. @type {Map<number, Process>} */
const processes = new Map();

/** @param {number} peer */
function isProcess(peer) {
  return processes.has(peer);
}

/**
 * The number by which the operating system knows the process of a renderer, if it has one of its own.
 *
 * @param {number} peer
 */
function processIdOf(peer) {
  return processes.get(peer)?.child.pid;
}

/**
 * Main takes nothing of this renderer any more.
 *
 * @param {number} peer
 */
function forgetProcess(peer) {
  processes.get(peer)?.forget();
  processes.delete(peer);
}

module.exports = { forgetProcess, isProcess, processIdOf, processes };
