// @ts-check
'use strict';

const { CONSOLE } = require('../common/console-message');
const { emit } = require('./emit');
const { Event } = require('./event');

const levels = ['debug', 'info', 'warning', 'error'];

/**
 * Emits what a window's renderer has printed, if it is that what its Worker says.
 *
 * @param {import('./web-contents').WebContents} contents
 * @param {any} said
 */
function tellConsole(contents, said) {
  const printed = said?.[CONSOLE];
  if (printed === undefined || contents.isDestroyed()) return;
  const { level, message, lineNumber, sourceId } = printed;
  const { mainFrame: frame } = contents;
  const details = { level: levels[level], message, lineNumber, sourceId, frame };
  const event = Object.assign(new Event(), details);
  emit(contents, 'console-message', event, level, message, lineNumber, sourceId);
}

/**
 * Whether this is what a renderer tells of its console.
 *
 * @param {any} said
 */
function isOfConsole(said) {
  const printed = said?.[CONSOLE];
  if (typeof printed !== 'object' || printed === null) return false;
  const { level, message, lineNumber, sourceId } = printed;
  return (
    level in levels &&
    typeof message === 'string' &&
    typeof lineNumber === 'number' &&
    typeof sourceId === 'string'
  );
}

module.exports = { isOfConsole, tellConsole };
