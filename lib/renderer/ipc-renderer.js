// @ts-check
'use strict';

const { RealmEmitter } = require('../common/realm-emitter');
const { discard, writeArguments, writeValue } = require('../common/outbox');
const { checkString } = require('../common/conversion');
const { closePorts } = require('../common/detach-port');
const { RELEASED } = require('./main-connection');
const { OpenInvokes } = require('./open-invokes');
const { renderer } = require('./renderer');
const { takePorts } = require('./transfer');

/** @typedef {(...args: any[]) => void} Listener */

/**
 * A renderer's end of the IPC. What sends works for the one instance of this thread, whatever `this` it is
 * called on; the methods of `EventEmitter` are those of any emitter.
 */
class IpcRenderer extends RealmEmitter {
  /**
   * Sends a message to main.
   *
   * @param {string} channel
   * @param {...any} args
   * @throws `TypeError` for a channel that is not a string (contract 7.1); `An object could not be
   *   cloned.`; `IPC method called after context was released`; `ERR_IPC_BACKPRESSURE` and
   *   `ERR_IPC_TOO_LARGE` where a limit stands against it
   */
  send(channel, ...args) {
    checkString(channel, 1);
    renderer.main.send(channel, toSend(writeArguments, channel, args));
  }

  /**
   * Sends a message to main and blocks until it is answered (contract 6).
   *
   * @param {string} channel
   * @param {...any} args
   * @returns {any} what main assigned to `event.returnValue`; `{ error: 'reply was never sent' }` when
   *   nobody can answer any more; `null` when main went away
   * @throws what `send` throws
   */
  sendSync(channel, ...args) {
    checkString(channel, 1);
    return renderer.main.sendSync(channel, toSend(writeArguments, channel, args));
  }

  /**
   * Calls main's handler (contract 5).
   *
   * @param {string} channel
   * @param {...any} args
   * @returns {Promise<any>} rejects with what `send` throws, and with `Error invoking remote method
   *   '<channel>': <text>` when the handler fails. That no answer can come any more, `ERR_IPC_DESTROYED`,
   *   is told to who waits; where nobody does, it is not an unhandled rejection
   */
  invoke(channel, ...args) {
    // Every failure is a rejection, also that of a bad channel (contract 2.5).
    try {
      checkString(channel, 1);
      return renderer.invoke(channel, toSend(writeArguments, channel, args));
    } catch (error) {
      return OpenInvokes.failed(error);
    }
  }

  /**
   * Sends one value to main, and the ports that go with it (contract 2.7, 7.4).
   *
   * @param {string} channel
   * @param {any} message
   * @param {import('node:worker_threads').MessagePort[]} [transfer]
   * @throws what `send` throws; `TypeError` `Invalid value for transfer`, by which the ports before the
   *   wrong one are lost
   */
  postMessage(channel, message, transfer) {
    checkString(channel, 0);
    const written = toSend(writeValue, channel, message);
    /** @type {import('node:worker_threads').MessagePort[]} */
    let ports = [];
    try {
      if (transfer !== undefined) {
        renderer.main.admit(channel, written);
        ports = takePorts(transfer);
      }
    } catch (error) {
      discard(written);
      throw error;
    }
    renderer.main.postMessage(channel, written, ports);
  }

  /**
   * Would send to the page that embeds this one. No Worker is embedded, so nobody gets it (contract
   * 2.8).
   *
   * @param {string} channel
   * @param {...any} args
   * @throws what `send` throws
   */
  sendToHost(channel, ...args) {
    checkString(channel, 0);
    discard(toSend(writeArguments, channel, args));
    if (renderer.main.isReleased) throw new Error(RELEASED);
  }

  /** Keeps the thread alive, whatever else. */
  ref() {
    renderer.setRef(true);
    return this;
  }

  /** Does not keep the thread alive: neither for listeners nor for pending invokes. */
  unref() {
    renderer.setRef(false);
    return this;
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  on(name, listener) {
    return changed(super.on(name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  addListener(name, listener) {
    return changed(super.addListener(name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  prependListener(name, listener) {
    return changed(super.prependListener(name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  removeListener(name, listener) {
    return changed(super.removeListener(name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  off(name, listener) {
    return changed(super.off(name, listener));
  }

  /** @param {string | symbol} [_name] */
  removeAllListeners(_name) {
    return changed(super.removeAllListeners.apply(this, /** @type {any} */ (arguments)));
  }
}

/**
 * Called after a change, perhaps one of the listeners: they keep the thread alive.
 *
 * @template {import('node:events').EventEmitter} T
 * @param {T} emitter
 * @returns {T}
 */
function changed(emitter) {
  renderer.setListening(hasListeners());
  return emitter;
}

function hasListeners() {
  // Not eventNames(): this runs at every change and need not list them all.
  for (const _ in /** @type {any} */ (ipcRenderer)._events) return true;
  return false;
}

/**
 * That the connection is gone takes precedence over what is wrong with the payload (contract 0.1).
 *
 * @param {(channel: string, value: any) => number} write
 * @param {string} channel
 * @param {unknown} value
 */
function toSend(write, channel, value) {
  try {
    return write(channel, value);
  } catch (error) {
    throw renderer.main.isReleased ? new Error(RELEASED) : error;
  }
}

const ipcRenderer = new IpcRenderer();

renderer.onMessage = (channel, args, ports) => {
  const heard = ipcRenderer.emit(channel, { sender: ipcRenderer, ports }, ...args);
  // Nobody has them, and Node does not collect them.
  if (!heard) closePorts(ports);
};

module.exports = { ipcRenderer };
