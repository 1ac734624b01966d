// @ts-check
'use strict';

const { emit } = require('./emit');
const { Event } = require('./event');
const { windows } = require('./windows');

/** @typedef {import('node:events').EventEmitter} EventEmitter */

/** Whether the program quits as soon as all windows are closed. */
let quitting = false;

/**
 * Closes all windows, each of which may refuse, and says on the way what Electron says.
 *
 * @param {EventEmitter} app
 */
function quit(app) {
  if (quitting || isPrevented(app, 'before-quit')) return;
  quitting = true;
  const open = [...windows.values()];
  for (const window of open) {
    if (!window.isDestroyed()) window.close();
    // One that stays keeps the program.
    if (!window.isDestroyed()) quitting = false;
  }
  if (windows.size === 0) finish(app);
}

/**
 * Closes all windows without asking anybody.
 *
 * @param {EventEmitter} app
 * @param {number} exitCode
 */
function exit(app, exitCode) {
  quitting = true;
  for (const window of windows.values()) window.destroy();
  quitting = false;
  emit(app, 'quit', new Event(), exitCode);
}

/**
 * The last window is closed.
 *
 * @param {EventEmitter} app
 */
function allClosed(app) {
  if (!quitting) emit(app, 'window-all-closed');
}

/** @param {EventEmitter} app */
function finish(app) {
  quitting = false;
  if (!isPrevented(app, 'will-quit')) emit(app, 'quit', new Event(), 0);
}

/**
 * @param {EventEmitter} app
 * @param {string} name
 */
function isPrevented(app, name) {
  const event = new Event();
  emit(app, name, event);
  return event.defaultPrevented;
}

module.exports = { allClosed, exit, quit };
