// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { cloneForPort } = require('../common/clone-for-port');
const { elementsOf } = require('../common/conversion');
const { deadPort, movePort } = require('../common/detach-port');
const { KeepAlive } = require('../common/keep-alive');
const { notePassedOn } = require('../common/known-ports');
const { setImmediate } = require('../common/real-timers');
const { adopt } = require('../common/realm');

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */

/** Closes the port of a wrapper that was collected before it was started (contract 9.8). */
const collected = new FinalizationRegistry((/** @type {MessagePort} */ port) => port.close());

/** Which wrapper a port belongs to. @type {WeakMap<object, WeakRef<MessagePortMain>>} */
const wrappers = new WeakMap();

/** Started ports are alive without references (contract 9.8). @type {Set<MessagePortMain>} */
const pinned = new Set();

/** @type {(port: MessagePortMain) => boolean} */
let isNeutered;
/** @type {(port: MessagePortMain) => MessagePort} */
let disentangle;
/** @type {(port: MessagePortMain, peer: MessagePortMain) => void} */
let pair;

/** Main's end of a message channel (contract 9): nothing is delivered before `start()`. */
class MessagePortMain extends EventEmitter {
  /** @type {'entangled' | 'closed' | 'neutered'} */
  #state = 'entangled';
  #started = false;
  #closed = false;
  #peerIsGone = false;
  /** The other end, while it is known to be in this thread. @type {WeakRef<MessagePortMain> | undefined} */
  #peer;
  #queued = 0;
  #alive = new KeepAlive(this);

  static {
    isNeutered = (port) => port.#state === 'neutered';
    disentangle = (port) => port.#disentangle();
    pair = (port, peer) => {
      port.#peer = new WeakRef(peer);
      peer.#peer = new WeakRef(port);
    };
  }

  /** @param {MessagePort} port */
  constructor(port) {
    super();
    // A property, as in Electron: a port in the body of a message must fail to be cloned.
    this._internalPort = port;
    const self = new WeakRef(this);
    wrappers.set(port, self);
    collected.register(this, port, this);
    // Through a weak reference: a port that was not started must not live by this.
    port.once('close', () => {
      const live = self.deref();
      if (live) live.#endedByPeer();
    });
  }

  /** Begins delivery, of what has come so far as well. Does nothing the second time. */
  start() {
    if (this.#state !== 'entangled' || this.#started) return;
    this.#started = true;
    pinned.add(this);
    collected.unregister(this);
    const port = this._internalPort;
    /** @type {MessagePort[]} */
    let ports = [];
    // An event says what ports came, but not whether the value was null or undefined; a listener of
    // Node's own kind, which is called right after, gets the value.
    /** @type {any} */ (port).addEventListener('message', (/** @type {any} */ event) => {
      ports = event.ports;
    });
    port.on('message', (data) => this.#receive(data, ports));
    // A main that only listens does not keep its process alive.
    port.unref();
    if (this.#peerIsGone) setImmediate(() => this.#endedByPeer());
    this.#holdForQueued();
  }

  /** Closes both ends. What was posted before still arrives at the other. */
  close() {
    if (this.#closed) return;
    if (this.#state === 'entangled') this._internalPort.close();
    this.#close();
  }

  /**
   * Posts one value and the ports that go with it.
   *
   * @param {...any} args the value, and an array of `MessagePortMain`; no argument posts `null`
   * @throws `An object could not be cloned.`, and the texts of contract 9.4; nothing is posted then
   */
  postMessage(...args) {
    if (this.#state !== 'entangled') return;
    const value = args.length === 0 ? null : cloneForPort(args[0]);
    const ports = args.length < 2 ? [] : transferables(args[1]);
    const own = ports.indexOf(this);
    if (own >= 0) throw new Error(`Port at index ${own} contains the source port.`);
    this._internalPort.postMessage(value, disentanglePorts(ports));
    if (ports.length > 0) notePassedOn();
    const peer = this.#peer?.deref();
    if (peer) peer.#expect();
  }

  /** A message is on its way from this very thread. */
  #expect() {
    if (this.#state !== 'entangled') return;
    this.#queued++;
    this.#holdForQueued();
  }

  #holdForQueued() {
    this.#alive.set(this.#started && this.#queued > 0);
  }

  /**
   * @param {unknown} data
   * @param {MessagePort[]} ports
   */
  #receive(data, ports) {
    if (this.#queued > 0) this.#queued--;
    this.#holdForQueued();
    if (this.#state !== 'entangled') return;
    this.emit('message', {
      data: adopt(data),
      ports: Array.from(ports, (port) => new MessagePortMain(port)),
    });
  }

  /** The other end has closed. A port that was not started does not know yet (contract 9.7). */
  #endedByPeer() {
    this.#peerIsGone = true;
    if (this.#started && this.#state === 'entangled') this.#close();
  }

  #close() {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#state === 'entangled') this.#state = 'closed';
    this.#letGo();
    this.emit('close', undefined);
  }

  #letGo() {
    pinned.delete(this);
    collected.unregister(this);
    this.#queued = 0;
    this.#alive.set(false);
  }

  /** Gives the port away: a fresh, dead one in place of one that was closed. */
  #disentangle() {
    const wasClosed = this.#state === 'closed';
    this.#state = 'neutered';
    const peer = this.#peer?.deref();
    if (peer) peer.#peer = undefined;
    this.#peer = undefined;
    this.#letGo();
    return wasClosed ? deadPort() : movePort(this._internalPort);
  }
}

/**
 * @param {unknown} list
 * @returns {MessagePortMain[]}
 */
function transferables(list) {
  if (!Array.isArray(list)) {
    throw new TypeError('transferables must be an array of MessagePorts');
  }
  return elementsOf(list).map((item, index) => {
    const port = portOf(item);
    if (port === undefined) throw new TypeError(`Port at index ${index} is not a valid port`);
    return port;
  });
}

/**
 * @param {any} item
 * @returns {MessagePortMain | undefined}
 */
function portOf(item) {
  return item instanceof MessagePortMain ? item : wrappers.get(item)?.deref();
}

/**
 * @param {MessagePortMain[]} ports
 * @throws `Port at index <n> is a duplicate.`, `Port at index <n> is already neutered.`
 */
function checkPorts(ports) {
  for (const [index, port] of ports.entries()) {
    if (isNeutered(port)) throw new Error(`Port at index ${index} is already neutered.`);
    if (ports.indexOf(port) < index) throw new Error(`Port at index ${index} is a duplicate.`);
  }
}

/**
 * Takes the ports of a transfer list from their owners.
 *
 * @param {MessagePortMain[]} ports
 * @returns {MessagePort[]}
 * @throws what {@link checkPorts} throws; nothing is taken then
 */
function disentanglePorts(ports) {
  checkPorts(ports);
  return ports.map(disentangle);
}

module.exports = { MessagePortMain, checkPorts, disentanglePorts, pair, portOf };
