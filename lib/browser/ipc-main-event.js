// @ts-check
'use strict';

const { Event } = require('./event');
const { lookedUp } = require('./frame-events');
const { frameOf } = require('./web-contents');
const { ROUTING_ID } = require('./succession');
const { frameFromId, successionOf } = require('./web-frame-main');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('./reply-channel').ReplyChannel} ReplyChannel */
/** @typedef {import('./web-contents').WebContents} WebContents */

const senderFrame = lookedUp(({ processId }) => frameFromId(processId, ROUTING_ID));

/** @type {PropertyDescriptor} */
const returnValue = {
  get() {
    return undefined;
  },
  /** @this {any} */
  set(value) {
    this._replyChannel.sendReply(value);
  },
  enumerable: false,
  configurable: false,
};

/**
 * The event of a message, with its properties in Electron's order (contract 3.1).
 *
 * @param {WebContents} sender
 * @param {Delivery} delivery
 * @param {ReplyChannel} [replyChannel] of one that wants an answer
 * @param {boolean} [isListed] whether the frame is told of it, by `eventsOf`, so that nothing has to be looked up
 * @returns {any}
 */
function makeIpcMainEvent(sender, delivery, replyChannel, isListed = false) {
  const frame = frameOf(sender);
  const succession = successionOf(frame);
  const processId = succession.processIdOf(delivery.generation);
  /** @type {any} */
  const event = new Event();
  event.type = 'frame';
  event.sender = sender;
  if (replyChannel !== undefined) event._replyChannel = replyChannel;
  if (isListed && processId === succession.processId && !succession.isGone) {
    event.senderFrame = frame;
  } else {
    Object.defineProperty(event, 'senderFrame', senderFrame);
  }
  event.frameId = ROUTING_ID;
  event.processId = processId;
  event.frameTreeNodeId = sender.id;
  return event;
}

/**
 * The events of a sender that lose its frame with its page.
 *
 * @param {WebContents} sender
 */
function eventsOf(sender) {
  return successionOf(frameOf(sender)).events;
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
  Object.defineProperty(event, 'returnValue', returnValue);
}

module.exports = { addReply, addReturnValue, eventsOf, makeIpcMainEvent };
