// @ts-check
'use strict';

const { kinds } = require('../common/message-kinds');
const { isOfConsole } = require('./console-messages');
const { hearPage, isWish } = require('./hear-page');
const { hub } = require('./hub');
const { dispatch } = require('./ipc-dispatch');
const { livingContents } = require('./living-contents');
const { isTitle } = require('./page-titles');
const { processes } = require('./processes');
const { lifeOf } = require('./web-contents');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('./start-process').Process} Process */

const lists = new Set([kinds.send, kinds.sendSync, kinds.invoke]);

/** From now on, what comes from processes is judged before it is dispatched. */
function judgeProcesses() {
  hub.dispatch = judge;
}

/**
 * Dispatches, unless a process has sent what no renderer sends: that process ends.
 *
 * @param {Delivery} delivery
 */
function judge(delivery) {
  const sender = processes.get(delivery.peer);
  if (sender === undefined) return dispatch(delivery);
  const isPresent = delivery.generation === sender.generation;
  if (delivery.kind === kinds.detached) {
    // One that has made room for another is not missed.
    if (isPresent) whenEnded(sender);
  } else if (!isSound(delivery)) {
    if (isPresent) sender.violate();
  } else if (isOfPort(delivery)) {
    if (!hub.receivePort(delivery) && isPresent) sender.violate();
  } else if (delivery.kind === kinds.said) {
    if (isPresent) hearPage(delivery.peer, delivery.value);
  } else {
    dispatch(delivery);
  }
}

/** @param {Process} sender */
function whenEnded(sender) {
  const { peer } = sender;
  sender.whenEnded((exit) => {
    const contents = livingContents(peer);
    if (contents !== undefined && processes.get(peer) === sender) lifeOf(contents).end(exit);
  });
}

/** @param {Delivery} delivery */
function isOfPort({ kind }) {
  return kind === kinds.portMessage || kind === kinds.portClosed;
}

/** @param {Delivery} delivery */
function isSound({ kind, value }) {
  if (lists.has(kind)) return Array.isArray(value);
  if (kind === kinds.attached) return typeof value?.url === 'string';
  if (kind === kinds.said) return isOfConsole(value) || isTitle(value) || isWish(value);
  return kind !== kinds.return || (typeof value === 'object' && value !== null);
}

module.exports = { judgeProcesses };
