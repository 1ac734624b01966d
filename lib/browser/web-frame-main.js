// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { ChannelRegistry } = require('../common/binding');
const { checkString, elementsOf } = require('../common/conversion');
const { closePorts } = require('../common/detach-port');
const { discard, writeArguments, writeValue } = require('../common/outbox');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { processes } = require('./living-contents');
const { disentanglePorts, portOf } = require('./message-port-main');
const { processIdOf: osProcessIdOf } = require('./processes');
const { callRenderer } = require('./renderer-calls');
const { ROUTING_ID } = require('./succession');

/** @typedef {import('./message-port-main').MessagePortMain} MessagePortMain */
/** @typedef {import('./succession').Succession} Succession */
/** @typedef {import('./web-contents').WebContents} WebContents */

const DISPOSED = 'Render frame was disposed before WebFrameMain could be accessed';

/** The `ipc`, if anybody has asked for it yet. @type {(frame: WebFrameMain) => IpcMainImpl | undefined} */
let usedIpcOf;
/** What `send` does, the rest being an array. @type {(frame: WebFrameMain, channel: string, args: unknown[]) => void} */
let sendTo;
/** The renderers that it is of. @type {(frame: WebFrameMain) => Succession} */
let successionOf;

/**
 * The frame of a renderer. A worker has exactly one: it is its own `top` and has no `parent`.
 */
class WebFrameMain extends EventEmitter {
  #succession;
  #peer;
  /** @type {IpcMainImpl | undefined} */
  #ipc;

  static {
    usedIpcOf = (frame) => frame.#ipc;
    successionOf = (frame) => frame.#succession;
    sendTo = (frame, channel, args) => frame.#send(channel, args);
  }

  /**
   * @param {WebContents} contents
   * @param {Succession} succession
   */
  constructor(contents, succession) {
    super();
    this.#peer = succession.peer;
    this.#succession = succession;
    succession.events.frame = this;
    // As with what is native in Electron: a frame in the body of a message must fail to be cloned.
    this._internalFrame = () => contents;
  }

  /** Whether the renderer is gone. */
  isDestroyed() {
    return this.#succession.isGone;
  }

  /** Whether it is gone: a worker's frame is never between two pages. */
  get detached() {
    return this.isDestroyed();
  }

  /**
   * Which renderer this is, as a number unique in the process; another one for each that a window starts.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get processId() {
    this.#mustLive();
    return this.#succession.processId;
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

  /**
   * A text that no other frame of the process has.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get frameToken() {
    this.#mustLive();
    return this.#succession.token;
  }

  /**
   * The number by which the operating system knows the process that the renderer runs in.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get osProcessId() {
    this.#mustLive();
    return osProcessIdOf(this.#peer) ?? process.pid;
  }

  /**
   * The URL of the script that the renderer runs; empty while it has not come.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get url() {
    this.#mustLive();
    return this.#succession.url;
  }

  /**
   * The origin of `url`, as Electron spells it: `file://` for files, `null` for what has none.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get origin() {
    const { url } = this;
    if (url.startsWith('file:')) return 'file://';
    return URL.canParse(url) ? new URL(url).origin : 'null';
  }

  /**
   * A worker's frame has no name.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get name() {
    this.#mustLive();
    return '';
  }

  /**
   * There is no screen on which a worker could be hidden.
   *
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get visibilityState() {
    this.#mustLive();
    return 'visible';
  }

  /** Unique among all frames of the process, and readable after disposal. */
  get frameTreeNodeId() {
    return this.#peer;
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

  /**
   * @returns {WebFrameMain[]}
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get frames() {
    this.#mustLive();
    return [];
  }

  /**
   * @returns {WebFrameMain[]} the frame itself
   * @throws `Render frame was disposed before WebFrameMain could be accessed`
   */
  get framesInSubtree() {
    this.#mustLive();
    return [this];
  }

  /** Listeners and handlers for this frame alone; they come first (contract 4). */
  get ipc() {
    const ipc = new IpcMainImpl(new ChannelRegistry(hub.endpoint, this.#peer, true));
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
   * @throws `TypeError` `Missing required channel argument`; `ERR_IPC_BACKPRESSURE` and
   *   `ERR_IPC_TOO_LARGE` where a limit stands against it, for who sends is to stop then
   */
  send(channel, ...args) {
    this.#send(channel, args);
  }

  /**
   * @param {string} channel
   * @param {unknown[]} args
   */
  #send(channel, args) {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    let written;
    try {
      written = writeToSend(channel, args);
      if (this.#succession.isGone) discard(written);
      this.#mustLive();
    } catch (error) {
      return console.error('Error sending from webFrameMain: ', error);
    }
    hub.send(this.#peer, channel, written);
  }

  /**
   * Sends one value to the renderer, and the ports that go with it (contract 7.3).
   *
   * @param {...any} args the channel, the value, and an array of `MessagePortMain`
   * @throws `TypeError` for a channel that is not a string or too few arguments; `An object could not
   *   be cloned.`; `Invalid value for transfer`; what is wrong with a port; and, after the ports were
   *   taken, `Render frame was disposed before WebFrameMain could be accessed`; `ERR_IPC_BACKPRESSURE` and
   *   `ERR_IPC_TOO_LARGE` where a limit stands against it
   */
  postMessage(...args) {
    const [channel, message, transfer] = args;
    if (args.length === 0) throw new TypeError('Insufficient number of arguments.');
    checkString(channel, 0);
    if (args.length === 1) throw new TypeError('Insufficient number of arguments.');
    const written = writeValue(channel, message);
    let ports;
    try {
      const transferred = transfer === undefined ? [] : transferredPorts(transfer);
      if (transferred.length > 0) hub.admit(this.#peer, channel, written);
      ports = disentanglePorts(transferred);
      if (this.isDestroyed()) closePorts(ports);
      this.#mustLive();
    } catch (error) {
      discard(written);
      throw error;
    }
    hub.postMessage(this.#peer, channel, written, ports);
  }

  /**
   * Runs code in the renderer once it has loaded (contract 13.6).
   *
   * @param {string} code
   * @returns {Promise<any>} what it evaluates to, awaited; never settles when the renderer ends meanwhile
   * @throws (as a rejection) what the code rejects with; a generic error when it throws; `An object
   *   could not be cloned.`
   */
  async executeJavaScript(code) {
    this.#mustLive();
    const { processId } = this.#succession;
    return callRenderer(this.#peer, processId, 'executeJavaScript', String(code));
  }

  #mustLive() {
    if (this.#succession.isGone) throw new Error(DISPOSED);
  }
}

/**
 * @param {number} processId
 * @param {number} routingId
 * @returns {WebFrameMain | undefined} nothing when that renderer is gone, also when another has its place
 */
function frameFromId(processId, routingId) {
  if (routingId !== ROUTING_ID) return undefined;
  const frame = processes.get(processId)?.mainFrame;
  return frame?.isDestroyed() ? undefined : frame;
}

/**
 * @param {unknown} transfer
 * @returns {MessagePortMain[]}
 */
function transferredPorts(transfer) {
  const ports = Array.isArray(transfer) ? elementsOf(transfer).map(portOf) : [undefined];
  if (ports.includes(undefined)) throw new Error('Invalid value for transfer');
  return /** @type {MessagePortMain[]} */ (ports);
}

/**
 * @param {string} channel
 * @param {unknown[]} args
 */
function writeToSend(channel, args) {
  try {
    return writeArguments(channel, args);
  } catch {
    throw new Error('Failed to serialize arguments');
  }
}

module.exports = { WebFrameMain, frameFromId, sendTo, successionOf, usedIpcOf };
