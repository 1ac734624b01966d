// @ts-check
'use strict';

const { runScript } = require('./run-script');

/** @typedef {import('./script-tags').PageScript} PageScript */

/**
 * What the scripts of a page run against: a whole document, or what there is without one.
 *
 * @template {PageScript} [Script=PageScript]
 * @typedef {object} PageDocument
 * @property {Script[]} scripts in the order of their tags
 * @property {(script?: Script) => void} show what the parser has read when it comes to a script; all, without one
 * @property {(script: Script | undefined) => void} setCurrentScript
 * @property {(script: Script, found: boolean) => void} scriptEnded
 * @property {(state: 'interactive' | 'complete') => void} become
 * @property {() => void} contentLoaded
 */

/**
 * Runs the scripts of a page when a browser would. One that throws is an error of the page; the next one
 * runs all the same.
 *
 * @template {PageScript} Script
 * @param {PageDocument<Script>} document
 * @param {string} base the URL of the page
 */
async function runPage(document, base) {
  const { scripts } = document;
  for (const script of scripts) {
    if (!script.deferred) await runOne(document, script, base);
  }
  document.show();
  document.become('interactive');
  for (const script of scripts) {
    if (script.deferred) await runOne(document, script, base);
  }
  document.contentLoaded();
  document.become('complete');
}

/**
 * Runs one of them, which is told of its outcome.
 *
 * @template {PageScript} Script
 * @param {PageDocument<Script>} document
 * @param {Script} script
 * @param {string} base the URL of the page
 */
async function runOne(document, script, base) {
  if (!script.deferred) document.show(script);
  if (!script.module) document.setCurrentScript(script);
  let found = true;
  try {
    const running = runScript(script, base);
    if (script.module) await running;
  } catch (error) {
    found = !isOfNode(error);
    process.emit('uncaughtException', /** @type {Error} */ (error));
  }
  document.setCurrentScript(undefined);
  document.scriptEnded(script, found);
}

/**
 * Whether an error says that a script could not be had: what it throws itself has no code of Node's.
 *
 * @param {unknown} error
 */
function isOfNode(error) {
  return typeof (/** @type {any} */ (error)?.code) === 'string';
}

module.exports = { runOne, runPage };
