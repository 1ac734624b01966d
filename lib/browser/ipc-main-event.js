// @ts-check
'use strict';

const { Event } = require('./event');
const { ReplyChannel } = require('./reply-channel');
const { frameOf } = require('./web-contents');
const { ROUTING_ID } = require('./succession');
const { frameFromId, processIdOf } = require('./web-frame-main');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('./web-contents').WebContents} WebContents */

/**
 * What a message's event has beside the others of its kind, all of it complete: V8 is several times quicker
 * with a complete descriptor.
 *
 * @type {PropertyDescriptor}
 */
const senderFrame = {
  /** Looked up at each read (contract 3.2). @this {any} */
  get() {
    return frameOfSender(this.processId);
  },
  /** It looks like a data property, so it can be replaced. @this {any} */
  set(value) {
    Object.defineProperty(this, 'senderFrame', {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  },
  enumerable: true,
  configurable: true,
};

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

// Properties come in Electron's order (contract 3.1).

/**
 * The event of a message that wants no answer.
 *
 * @constructor
 * @this {any}
 * @param {WebContents} sender
 * @param {number} processId
 */
function IpcMainEvent(sender, processId) {
  this.type = 'frame';
  this.sender = sender;
  Object.defineProperty(this, 'senderFrame', senderFrame);
  this.frameId = ROUTING_ID;
  this.processId = processId;
  this.frameTreeNodeId = sender.id;
}

/**
 * The event of a request.
 *
 * @constructor
 * @this {any}
 * @param {WebContents} sender
 * @param {number} processId
 * @param {Delivery} delivery
 */
function IpcMainRequestEvent(sender, processId, delivery) {
  this.type = 'frame';
  this.sender = sender;
  this._replyChannel = new ReplyChannel(delivery);
  Object.defineProperty(this, 'senderFrame', senderFrame);
  this.frameId = ROUTING_ID;
  this.processId = processId;
  this.frameTreeNodeId = sender.id;
}

IpcMainEvent.prototype = Event.prototype;
IpcMainRequestEvent.prototype = Event.prototype;

/**
 * @param {WebContents} sender
 * @param {Delivery} delivery
 * @param {boolean} answerable
 * @returns {any}
 */
function makeIpcMainEvent(sender, delivery, answerable) {
  const processId = processIdOf(frameOf(sender), delivery.generation);
  return answerable
    ? new /** @type {any} */ (IpcMainRequestEvent)(sender, processId, delivery)
    : new /** @type {any} */ (IpcMainEvent)(sender, processId);
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
  Object.defineProperty(event, 'returnValue', returnValue);
}

module.exports = { addReply, addReturnValue, makeIpcMainEvent };
