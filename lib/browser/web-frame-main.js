// @ts-check
'use strict';

const { ChannelRegistry } = require('../common/binding');
const { serialize } = require('../common/clone');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');

/** @typedef {import('./web-contents').WebContents} WebContents */

const DISPOSED = 'Render frame was disposed before WebFrameMain could be accessed';

/** A renderer has one frame, so its number within the renderer is always the same. */
const ROUTING_ID = 1;

/** @type {(frame: WebFrameMain) => IpcMainImpl | undefined} */
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
    this.#ipc ??= new IpcMainImpl(new ChannelRegistry(hub.endpoint, this.#contents.id, true));
    return this.#ipc;
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

  #mustLive() {
    if (this.isDestroyed()) throw new Error(DISPOSED);
  }
}

/** @param {unknown[]} args */
function serializeArguments(args) {
  try {
    return serialize(args);
  } catch {
    throw new Error('Failed to serialize arguments');
  }
}

/** The frame's `ipc`, if anybody has asked for it yet. */
module.exports = { ROUTING_ID, WebFrameMain, usedIpcOf };
