// @ts-check
'use strict';

const { Event } = require('./event');
const { ReplyChannel } = require('./reply-channel');
const { ROUTING_ID } = require('./web-frame-main');

/** @typedef {import('../../binding').Delivery} Delivery */
/** @typedef {import('./web-contents').WebContents} WebContents */

/**
 * The event of one message. Properties come in Electron's order (contract 3.1).
 *
 * @param {WebContents} sender
 * @param {Delivery} delivery
 * @param {boolean} answerable
 * @returns {any}
 */
function makeIpcMainEvent(sender, delivery, answerable) {
  const event = /** @type {any} */ (new Event());
  event.type = 'frame';
  event.sender = sender;
  if (answerable) event._replyChannel = new ReplyChannel(delivery);
  Object.defineProperty(event, 'senderFrame', {
    get: () => (sender.isDestroyed() ? lateFrame() : sender.mainFrame),
    configurable: true,
    enumerable: true,
  });
  event.frameId = ROUTING_ID;
  event.processId = sender.id;
  event.frameTreeNodeId = sender.id;
  return event;
}

function lateFrame() {
  process.emitWarning(
    'Frame property was accessed after it navigated or was destroyed. ' +
      'Avoid asynchronous tasks prior to indexing.',
    'electron',
  );
  return null;
}

/**
 * Gives an event its `reply` (contract 3.4).
 *
 * @param {any} event
 */
function addReply(event) {
  const { sender, processId, frameId } = event;
  event.reply = (/** @type {string} */ channel, /** @type {any[]} */ ...args) => {
    sender.sendToFrame([processId, frameId], channel, ...args);
  };
}

/**
 * Gives an event its `returnValue` (contract 3.3).
 *
 * @param {any} event
 */
function addReturnValue(event) {
  const channel = event._replyChannel;
  Object.defineProperty(event, 'returnValue', {
    get: () => undefined,
    set: (value) => {
      channel.sendReply(value);
    },
  });
}

module.exports = { addReply, addReturnValue, makeIpcMainEvent };
