// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { discard, writeArguments, writeValue } = require('../common/outbox');
const { checkString } = require('../common/conversion');
const { closePorts } = require('../common/detach-port');
const { RELEASED, renderer } = require('./renderer');
const { takePorts } = require('./transfer');

/** @typedef {(...args: any[]) => void} Listener */

/**
 * A renderer's end of the IPC. Every method works on the one instance of this thread, whatever `this`
 * it is called on.
 */
class IpcRenderer extends EventEmitter {
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
    renderer.send(channel, toSend(writeArguments, channel, args));
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
    return renderer.sendSync(channel, toSend(writeArguments, channel, args));
  }

  /**
   * Calls main's handler (contract 5).
   *
   * @param {string} channel
   * @param {...any} args
   * @returns {Promise<any>} rejects with what `send` throws, and with `Error invoking remote method
   *   '<channel>': <text>` when the handler fails
   */
  async invoke(channel, ...args) {
    checkString(channel, 1);
    const answer = await renderer.invoke(channel, toSend(writeArguments, channel, args));
    // What cannot be read arrives as null (contract 8.4).
    const [error, result] = answer ?? [];
    if (error) throw new Error(`Error invoking remote method '${channel}': ${error}`);
    return result;
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
        renderer.admit(channel, written);
        ports = takePorts(transfer);
      }
    } catch (error) {
      discard(written);
      throw error;
    }
    renderer.postMessage(channel, written, ports);
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
    if (renderer.isReleased) throw new Error(RELEASED);
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
    return changed(this, () => super.on.call(ipcRenderer, name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  addListener(name, listener) {
    return changed(this, () => super.addListener.call(ipcRenderer, name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  prependListener(name, listener) {
    return changed(this, () => super.prependListener.call(ipcRenderer, name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  removeListener(name, listener) {
    return changed(this, () => super.removeListener.call(ipcRenderer, name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  off(name, listener) {
    return changed(this, () => super.off.call(ipcRenderer, name, listener));
  }

  /** @param {[name?: string | symbol]} name */
  removeAllListeners(...name) {
    return changed(this, () => super.removeAllListeners.apply(ipcRenderer, name));
  }
}

/**
 * @template {IpcRenderer} T
 * @param {T} self
 * @param {() => void} change
 * @returns {T}
 */
function changed(self, change) {
  change();
  renderer.setListening(hasListeners());
  return self;
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
    throw renderer.isReleased ? new Error(RELEASED) : error;
  }
}

const ipcRenderer = new IpcRenderer();

renderer.onMessage = (channel, args, ports) => {
  const heard = ipcRenderer.emit(channel, { sender: ipcRenderer, ports }, ...args);
  // Nobody has them, and Node does not collect them.
  if (!heard) closePorts(ports);
};

module.exports = { ipcRenderer };
