// @ts-check
'use strict';

const binding = require('../common/binding');
const { ipcError } = require('../common/errors');
const { hangUpBell } = require('../common/hang-up');
const { Inbox } = require('../common/inbox');
const { kinds } = require('../common/message-kinds');
const { done, outbox, writeValue } = require('../common/outbox');
const { pump } = require('../common/pump');
const { GONE, refusalError } = require('../common/refusal');
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
 * @property {(message: any, ports: any[]) => void} post
 */

/**
 * The utility processes of this thread. They have a hub of their own: none of them is a renderer, and
 * `ipcMain` hears of none.
 */
class Utilities {
  #endpoint = new binding.MainEndpoint();
  #inbox = new Inbox();
  #calls = this.#inbox.connect((batch, single) => this.#endpoint.calls(outbox, batch, single));
  /** By their number. @type {Map<number, { hears: Hears, process: import('./start-process').Process }>} */
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
    this.#living.set(peer, { hears, process });
    child.once('spawn', hears.spawn);
    return { child, post: (message, ports) => this.#post(peer, message, ports) };
  }

  /**
   * @param {number} peer
   * @param {any} message
   * @param {any[]} ports
   */
  #post(peer, message, ports) {
    if (ports.length > 0) {
      throw ipcError('ERR_IPC_PORT_ROUTE', 'ipcmain: a MessagePort cannot reach another process.');
    }
    const offset = writeValue('', message);
    const refusal = this.#calls.postMessage(peer, offset, 0);
    done(offset);
    if (refusal >= 0 || refusal === GONE) return;
    const limit = this.#endpoint.limit(refusal);
    throw refusalError(refusal, 'utilityProcess.postMessage', { channel: '', peer, limit });
  }

  /** @param {Delivery} delivery */
  #deliver({ kind, peer, value }) {
    const known = this.#living.get(peer);
    if (known === undefined) return;
    const { hears, process } = known;
    if (kind === kinds.postMessage) hears.message(value);
    else if (kind === kinds.detached) {
      process.whenEnded(({ code }) => {
        this.#living.delete(peer);
        this.#endpoint.forget(peer);
        hears.exit(code);
      });
    } else if (kind !== kinds.attached) process.violate();
  }
}

module.exports = { utilities: new Utilities() };
