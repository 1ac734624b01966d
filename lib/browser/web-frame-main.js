// @ts-check
'use strict';

const { ChannelRegistry } = require('../common/binding');
const { serialize } = require('../common/clone');
const { checkString } = require('../common/conversion');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { disentanglePorts, portOf } = require('./message-port-main');

/** @typedef {import('./message-port-main').MessagePortMain} MessagePortMain */
/** @typedef {import('./web-contents').WebContents} WebContents */

const DISPOSED = 'Render frame was disposed before WebFrameMain could be accessed';

/** A renderer has one frame, so its number within the renderer is always the same. */
const ROUTING_ID = 1;

/** The frame's `ipc`, if anybody has asked for it yet. @type {(frame: WebFrameMain) => IpcMainImpl | undefined} */
let usedIpcOf;

/**
 * The frame of a renderer. A worker has exactly one: it is its own `top` and has no `parent`.
 */
class WebFrameMain {
  #contents;
  /** @type {IpcMainImpl | undefined} */
  #ipc;

  static {
    usedIpcOf = (frame) => frame.#ipc;
  }

  /** @param {WebContents} contents */
  constructor(contents) {
    this.#contents = contents;
  }

  /** Whether the renderer is gone. */
  isDestroyed() {
    return this.#contents.isDestroyed();
  }

  /**
   * Which renderer this is, as a number unique in the process.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get processId() {
    this.#mustLive();
    return this.#contents.id;
  }

  /**
   * The number of the frame within its renderer.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get routingId() {
    this.#mustLive();
    return ROUTING_ID;
  }

  /** Unique among all frames of the process, and readable after disposal. */
  get frameTreeNodeId() {
    return this.#contents.id;
  }

  /** @throws `Render frame was disposed before WebFrameMain could be accessed` */
  get top() {
    this.#mustLive();
    return this;
  }

  /** @throws `Render frame was disposed before WebFrameMain could be accessed` */
  get parent() {
    this.#mustLive();
    return null;
  }

  /** Listeners and handlers for this frame alone; they come first (contract 4). */
  get ipc() {
    const ipc = new IpcMainImpl(new ChannelRegistry(hub.endpoint, this.#contents.id, true));
    this.#ipc = ipc;
    // An own property from now on, as in Electron (contract 4.7).
    Object.defineProperty(this, 'ipc', { value: ipc });
    return ipc;
  }

  /**
   * Sends a message to the renderer. What cannot be cloned, or a renderer that is gone, is not thrown
   * but printed (contract 8.3).
   *
   * @param {string} channel
   * @param {...any} args
   * @throws `TypeError` `Missing required channel argument`
   */
  send(channel, ...args) {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    try {
      const payload = serializeArguments(args);
      this.#mustLive();
      hub.send(this.#contents.id, channel, payload);
    } catch (error) {
      console.error('Error sending from webFrameMain: ', error);
    }
  }

  /**
   * Sends one value to the renderer, and the ports that go with it (contract 7.3).
   *
   * @param {...any} args the channel, the value, and an array of `MessagePortMain`
   * @throws `TypeError` for a channel that is not a string or too few arguments; `An object could not
   *   be cloned.`; `Invalid value for transfer`; what is wrong with a port; and, after the ports were
   *   taken, `Render frame was disposed before WebFrameMain could be accessed`
   */
  postMessage(...args) {
    const [channel, message, transfer] = args;
    if (args.length === 0) throw new TypeError('Insufficient number of arguments.');
    checkString(channel, 0);
    if (args.length === 1) throw new TypeError('Insufficient number of arguments.');
    const payload = serialize(message);
    const ports = disentanglePorts(transfer === undefined ? [] : transferredPorts(transfer));
    this.#mustLive();
    hub.postMessage(this.#contents.id, channel, payload, ports);
  }

  #mustLive() {
    if (this.isDestroyed()) throw new Error(DISPOSED);
  }
}

/**
 * @param {unknown} transfer
 * @returns {MessagePortMain[]}
 */
function transferredPorts(transfer) {
  const ports = Array.isArray(transfer) ? Array.from(transfer, portOf) : [undefined];
  if (ports.includes(undefined)) throw new Error('Invalid value for transfer');
  return /** @type {MessagePortMain[]} */ (ports);
}

/** @param {unknown[]} args */
function serializeArguments(args) {
  try {
    return serialize(args);
  } catch {
    throw new Error('Failed to serialize arguments');
  }
}

module.exports = { ROUTING_ID, WebFrameMain, usedIpcOf };
