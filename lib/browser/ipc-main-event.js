// @ts-check
'use strict';

const { Event } = require('./event');
const { ReplyChannel } = require('./reply-channel');
const { ROUTING_ID } = require('./web-frame-main');

/** @typedef {import('../common/inbox').Delivery} Delivery */
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
  // Literals, one for each set of properties: this runs for every message.
  return answerable
    ? {
        __proto__: Event.prototype,
        type: 'frame',
        sender,
        _replyChannel: new ReplyChannel(delivery),
        get senderFrame() {
          return frameOfSender(sender);
        },
        frameId: ROUTING_ID,
        processId: sender.id,
        frameTreeNodeId: sender.id,
      }
    : {
        __proto__: Event.prototype,
        type: 'frame',
        sender,
        get senderFrame() {
          return frameOfSender(sender);
        },
        frameId: ROUTING_ID,
        processId: sender.id,
        frameTreeNodeId: sender.id,
      };
}

/** @param {WebContents} sender */
function frameOfSender(sender) {
  if (!sender.isDestroyed()) return sender.mainFrame;
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
