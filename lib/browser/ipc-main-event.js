// @ts-check
'use strict';

const { Event } = require('./event');
const { ReplyChannel } = require('./reply-channel');
const { frameOf } = require('./web-contents');
const { ROUTING_ID, frameFromId, processIdOf } = require('./web-frame-main');

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
  const processId = processIdOf(frameOf(sender), delivery.generation);
  // Literals, one for each set of properties: this runs for every message.
  return answerable
    ? {
        __proto__: Event.prototype,
        type: 'frame',
        sender,
        _replyChannel: new ReplyChannel(delivery),
        get senderFrame() {
          return frameOfSender(processId);
        },
        frameId: ROUTING_ID,
        processId,
        frameTreeNodeId: sender.id,
      }
    : {
        __proto__: Event.prototype,
        type: 'frame',
        sender,
        get senderFrame() {
          return frameOfSender(processId);
        },
        frameId: ROUTING_ID,
        processId,
        frameTreeNodeId: sender.id,
      };
}

/**
 * Looked up at each reading: the sender may be gone, or have made room for another (contract 3.2).
 *
 * @param {number} processId
 */
function frameOfSender(processId) {
  const frame = frameFromId(processId, ROUTING_ID);
  if (frame !== undefined) return frame;
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
