// @ts-check
'use strict';

const { Event } = require('./event');
const { ReplyChannel } = require('./reply-channel');
const { ROUTING_ID } = require('./web-frame-main');

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
    return frameOfSender(this.sender);
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

/** The event of a message that wants no answer. Properties come in Electron's order (contract 3.1). */
class IpcMainEvent extends Event {
  /** @param {WebContents} sender */
  constructor(sender) {
    super();
    this.type = 'frame';
    this.sender = sender;
    Object.defineProperty(this, 'senderFrame', senderFrame);
    this.frameId = ROUTING_ID;
    this.processId = sender.id;
    this.frameTreeNodeId = sender.id;
  }
}

/** The event of a request. */
class IpcMainRequestEvent extends Event {
  /**
   * @param {WebContents} sender
   * @param {Delivery} delivery
   */
  constructor(sender, delivery) {
    super();
    this.type = 'frame';
    this.sender = sender;
    this._replyChannel = new ReplyChannel(delivery);
    Object.defineProperty(this, 'senderFrame', senderFrame);
    this.frameId = ROUTING_ID;
    this.processId = sender.id;
    this.frameTreeNodeId = sender.id;
  }
}

// Nobody sees that there are two kinds (contract 3.1).
for (const { prototype } of [IpcMainEvent, IpcMainRequestEvent]) {
  Object.defineProperty(prototype, 'constructor', { value: Event });
}

/**
 * @param {WebContents} sender
 * @param {Delivery} delivery
 * @param {boolean} answerable
 * @returns {any}
 */
function makeIpcMainEvent(sender, delivery, answerable) {
  return answerable ? new IpcMainRequestEvent(sender, delivery) : new IpcMainEvent(sender);
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
  Object.defineProperty(event, 'returnValue', returnValue);
}

module.exports = { addReply, addReturnValue, makeIpcMainEvent };
