// @ts-check
'use strict';

const binding = require('../common/binding');
const { hangUpBell } = require('../common/hang-up');
const { Inbox } = require('../common/inbox');
const { kinds } = require('../common/message-kinds');
const { discard, done, outbox, writeValue } = require('../common/outbox');
const { PortBridges } = require('../common/port-bridges');
const { pump } = require('../common/pump');
const { GONE, refusalError } = require('../common/refusal');
const { closePorts } = require('../common/detach-port');
const { disentanglePorts } = require('./message-port-main');
const { startProcess } = require('./start-process');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * What a utility process says.
 *
 * @typedef {object} Hears
 * @property {() => void} spawn
 * @property {(value: any) => void} message
 * @property {(code: number) => void} exit
 */

/**
 * @typedef {object} Utility
 * @property {ChildProcess} child
 * @property {(message: any, ports: import('./message-port-main').MessagePortMain[]) => void} post
 */

/**
 * The utility processes of this thread. They have a hub of their own: none of them is a renderer, and
 * `ipcMain` hears of none.
 */
class Utilities {
  #endpoint = new binding.MainEndpoint();
  #inbox = new Inbox();
  #calls = this.#inbox.connect((batch, single) => this.#endpoint.calls(outbox, batch, single));
  /** By their number. @type {Map<number, { hears: Hears, process: import('./start-process').Process, bridges: PortBridges }>} */
  #living = new Map();

  /** The native side does not keep it alive: this does. */
  #onRing = () => pump(this.#inbox, (delivery) => this.#deliver(delivery), this.#calls);

  constructor() {
    hangUpBell(this.#endpoint, this.#onRing);
  }

  /**
   * @param {string} file
   * @param {string[]} args
   * @param {import('./utility-process').Options} options
   * @param {Hears} hears
   * @returns {Utility}
   */
  start(file, args, options, hears) {
    const process = startProcess(this.#endpoint, 'utility', file, args, options);
    const { peer, child } = process;
    const bridges = new PortBridges(true, {
      admit: (offset) => this.#calls.admit(peer, offset),
      tell: (kind, port, offset, ports) => this.#calls.tellPort(peer, kind, port, offset, ports),
    });
    this.#living.set(peer, { hears, process, bridges });
    child.once('spawn', hears.spawn);
    return { child, post: (message, ports) => this.#post(peer, message, ports) };
  }

  /**
   * @param {number} peer
   * @param {any} message
   * @param {import('./message-port-main').MessagePortMain[]} ports
   */
  #post(peer, message, ports) {
    const offset = writeValue('', message);
    try {
      if (ports.length > 0) this.#sendPorts(peer, offset, ports);
    } catch (error) {
      discard(offset);
      throw error;
    }
    const refusal = this.#calls.postMessage(peer, offset, ports.length);
    done(offset);
    if (refusal === GONE) this.#living.get(peer)?.bridges.hangUp();
    else this.#mustHaveRoom(peer, refusal);
  }

  /**
   * Sends ports, before the message that names them is queued.
   *
   * @param {number} peer
   * @param {number} offset of that message in the outbox
   * @param {import('./message-port-main').MessagePortMain[]} ports
   */
  #sendPorts(peer, offset, ports) {
    const refusal = this.#calls.admit(peer, offset);
    if (refusal !== GONE) this.#mustHaveRoom(peer, refusal);
    const taken = disentanglePorts(ports);
    try {
      this.#living.get(peer)?.bridges.send(taken);
    } catch (error) {
      closePorts(taken);
      throw error;
    }
  }

  /**
   * @param {number} peer
   * @param {number} refusal
   * @throws `ERR_IPC_BACKPRESSURE`, `ERR_IPC_TOO_LARGE`
   */
  #mustHaveRoom(peer, refusal) {
    if (refusal >= 0) return;
    const limit = this.#endpoint.limit(refusal);
    throw refusalError(refusal, 'utilityProcess.postMessage', { channel: '', peer, limit });
  }

  /** @param {Delivery} delivery */
  #deliver(delivery) {
    const { kind, peer, value, ports } = delivery;
    const known = this.#living.get(peer);
    if (known === undefined) return;
    const { hears, process, bridges } = known;
    if (kind === kinds.postMessage && ports === 0) hears.message(value);
    else if (kind === kinds.portMessage || kind === kinds.portClosed) {
      if (!bridges.receive(delivery, bridges.take(ports))) process.violate();
    } else if (kind === kinds.detached) {
      bridges.hangUp();
      process.whenEnded(({ code }) => {
        this.#living.delete(peer);
        this.#endpoint.forget(peer);
        hears.exit(code);
      });
    } else if (kind !== kinds.attached) process.violate();
  }
}

module.exports = { utilities: new Utilities() };
