// @ts-check
'use strict';

const { clearTimeout, setTimeout } = require('./real-timers');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');
const { closePorts, deadPort, movePort } = require('./detach-port');
const { ipcError } = require('./errors');
const { kinds } = require('./message-kinds');
const { discard, done, writeValue } = require('./outbox');
const { Queue } = require('./queue');
const { GONE, isPassing } = require('./refusal');

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** @typedef {import('./inbox').Delivery} Delivery */
/** @typedef {{ value: any, ports: MessagePort[], isLast: boolean }} Item what a port says, or that it closes */
/** @typedef {{ port: MessagePort, held: Queue<Item> }} Bridge */

/**
 * The way to the other process.
 *
 * @typedef {object} Way
 * @property {(offset: number) => number} admit whether a message with ports would be sent
 * @property {(kind: number, port: number, offset: number, ports: number) => number} tell
 * @property {() => void} [violate] the other side has sent what it may not
 */

/** As many as `src/core/remote/frame.rs` lets pass with one message. */
const MOST_PORTS = 256;

/** How many may be open in one process: each takes memory in both. */
const MOST_OPEN = 16_384;

/** How long what a limit stands against waits before it is tried again, in milliseconds. */
const RETRY = 1;

/**
 * The ports whose other ends are in another process. Each process keeps one end of a channel of its own, and what
 * is posted to the other end goes there as a frame. Both count the ports that pass, so their numbers need not be
 * told: what one side sends has even numbers, what the other sends has odd ones.
 */
class PortBridges {
  #way;
  /** @type {Map<number, Bridge>} */
  #open = new Map();
  #lastSent;
  #lastTaken;
  #isClosed = false;
  /** @type {NodeJS.Timeout | undefined} */
  #retry;

  /**
   * @param {boolean} isMain whether the other side is a renderer or a utility
   * @param {Way} way
   */
  constructor(isMain, way) {
    this.#way = way;
    this.#lastSent = isMain ? 0 : -1;
    this.#lastTaken = isMain ? -1 : 0;
  }

  /** Whether any port is open. */
  get isUsed() {
    return this.#open.size > 0;
  }

  /** Whether the ports of the next envelope are here: they are made when they are taken. */
  get isReady() {
    return true;
  }

  /**
   * Sends ports, before the message that names them is queued.
   *
   * @param {MessagePort[]} ports
   * @throws `ERR_IPC_TOO_LARGE`
   */
  send(ports) {
    if (ports.length > MOST_PORTS || this.#open.size + ports.length > MOST_OPEN) {
      throw ipcError(
        'ERR_IPC_TOO_LARGE',
        `ipcmain: at most ${MOST_PORTS} ports can go to another process with one message, and ${MOST_OPEN} be open there.`,
      );
    }
    // Fresh objects: the other end of one may have closed since it was taken.
    for (const port of ports) this.#begin((this.#lastSent += 2), movePort(port));
  }

  /**
   * The message of the last ports was refused: the other side has not counted them.
   *
   * @param {number} count
   */
  refused(count) {
    for (let left = count; left > 0; left--) {
      const bridge = this.#open.get(this.#lastSent);
      this.#open.delete(this.#lastSent);
      bridge?.port.close();
      this.#lastSent -= 2;
    }
  }

  /**
   * The ports of the next message.
   *
   * @param {number} count
   * @returns {MessagePort[]}
   */
  take(count) {
    const isTooMuch = this.#open.size + count > MOST_OPEN;
    if (isTooMuch) this.#way.violate?.();
    return Array.from({ length: count }, () => {
      const number = (this.#lastTaken += 2);
      if (this.#isClosed || isTooMuch) return deadPort();
      const { port1, port2 } = new MessageChannel();
      this.#begin(number, port1);
      return port2;
    });
  }

  /**
   * What the other side says of a port.
   *
   * @param {Delivery} delivery
   * @param {MessagePort[]} ports that come with it
   * @returns {boolean} false when there never was such a port
   */
  receive({ kind, request, value }, ports) {
    const bridge = this.#open.get(request);
    if (bridge === undefined) {
      // It was closed here, and the other side did not know yet.
      closePorts(ports);
    } else if (kind === kinds.portClosed) {
      this.#shut(request, bridge);
    } else {
      post(bridge.port, value, ports);
    }
    const last = request % 2 === this.#lastSent % 2 ? this.#lastSent : this.#lastTaken;
    return request > 0 && request <= last;
  }

  /**
   * Sends what was posted so far, though the event loop does not turn. What has ports cannot be had in this way.
   */
  flush() {
    for (const [number, bridge] of this.#open) {
      for (let next = receiveMessageOnPort(bridge.port); next;) {
        this.#put(number, bridge, { value: next.message, ports: [], isLast: false });
        next = receiveMessageOnPort(bridge.port);
      }
    }
  }

  /** The other process is gone: the other ends learn that they are closed. */
  hangUp() {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    for (const [number, bridge] of [...this.#open]) this.#shut(number, bridge);
  }

  /** Main forgets the renderer. */
  close() {
    this.hangUp();
  }

  /**
   * @param {number} number
   * @param {MessagePort} port
   */
  #begin(number, port) {
    /** @type {Bridge} */
    const bridge = { port, held: new Queue() };
    this.#open.set(number, bridge);
    /** @type {MessagePort[]} */
    let ports = [];
    // An event says what ports came, but not whether the value was null or undefined; a listener of Node's own
    // kind, which is called right after, gets the value.
    /** @type {any} */ (port).addEventListener('message', (/** @type {any} */ event) => {
      ports = Array.from(event.ports);
    });
    port.on('message', (value) => this.#put(number, bridge, { value, ports, isLast: false }));
    port.on('close', () => this.#put(number, bridge, { value: null, ports: [], isLast: true }));
    // Who uses the other end keeps the thread alive, not this.
    port.unref();
  }

  /**
   * Nobody will get what is held.
   *
   * @param {number} number
   * @param {Bridge} bridge
   */
  #shut(number, { port, held }) {
    this.#open.delete(number);
    for (const { ports } of held.takeAll()) closePorts(ports);
    port.close();
  }

  /**
   * @param {number} number
   * @param {Bridge} bridge
   * @param {Item} item
   */
  #put(number, bridge, item) {
    if (this.#open.get(number) !== bridge) return closePorts(item.ports);
    if (bridge.held.length === 0 && this.#tell(number, item)) return;
    bridge.held.push(item);
    this.#retry ??= setTimeout(() => this.#tryAgain(), RETRY);
  }

  #tryAgain() {
    this.#retry = undefined;
    for (const [number, { held }] of this.#open) {
      while (held.next !== undefined && this.#tell(number, held.next)) held.shift();
      if (held.length === 0) continue;
      this.#retry = setTimeout(() => this.#tryAgain(), RETRY);
      return;
    }
  }

  /**
   * @param {number} number
   * @param {Item} item
   * @returns {boolean} false when it has to wait
   */
  #tell(number, { value, ports, isLast }) {
    let offset;
    try {
      offset = writeValue('', value);
    } catch (error) {
      return lose(/** @type {Error} */ (error), ports);
    }
    if (ports.length > 0) {
      const refusal = this.#way.admit(offset);
      try {
        if (refusal >= 0) this.send(ports);
      } catch (error) {
        discard(offset);
        return lose(/** @type {Error} */ (error), ports);
      }
      if (refusal < 0) {
        discard(offset);
        return this.#outcome(refusal, ports);
      }
    }
    const refusal = this.#way.tell(
      isLast ? kinds.portClosed : kinds.portMessage,
      number,
      offset,
      ports.length,
    );
    done(offset);
    if (refusal < 0 && ports.length > 0) this.refused(ports.length);
    if (isLast && !isPassing(refusal)) this.#open.delete(number);
    return this.#outcome(refusal, ports);
  }

  /**
   * @param {number} refusal
   * @param {MessagePort[]} ports
   * @returns {boolean} false when the message has to wait
   */
  #outcome(refusal, ports) {
    if (refusal >= 0) return true;
    if (isPassing(refusal)) return false;
    if (refusal === GONE) closePorts(ports);
    else lose(new Error('It is over the limits, or the other process would not read it.'), ports);
    return true;
  }
}

/**
 * @param {MessagePort} port
 * @param {any} value
 * @param {MessagePort[]} ports
 */
function post(port, value, ports) {
  try {
    port.postMessage(value, ports);
  } catch (error) {
    lose(/** @type {Error} */ (error), ports);
  }
}

/**
 * Whoever has posted it cannot be told any more, so that is said in a warning.
 *
 * @param {Error} error
 * @param {MessagePort[]} ports
 * @returns {true}
 */
function lose(error, ports) {
  closePorts(ports);
  process.emitWarning(
    `ipcmain: what was posted to a port in another process is lost: ${error.message}`,
    { code: 'ERR_IPC_PORT_MESSAGE' },
  );
  return true;
}

module.exports = { PortBridges };
