// @ts-check
'use strict';

const { EventEmitter, errorMonitor } = require('node:events');
const { ChannelRegistry } = require('../common/binding');
const { InvokeHandlers } = require('./invoke-handlers');
const { RegistryEmitter } = require('./registry-emitter');

/** @typedef {import('./invoke-handlers').Handler} Handler */

const ignore = () => {};

/** What emits, unless somebody has put something else in its place. */
const { emit } = EventEmitter.prototype;

/**
 * Whether the events of an emitter may be seen by something that is no listener: programs replace `emit`
 * to look at all messages, and may answer one later.
 *
 * @param {EventEmitter} emitter
 */
function isObserved(emitter) {
  return emitter.emit !== emit;
}

/**
 * Whether anybody but the emitter itself sees a message on this channel.
 *
 * @param {IpcMainImpl} emitter
 * @param {string} channel
 */
function isHeard(emitter, channel) {
  if (isObserved(emitter)) return true;
  if (channel === 'error' && emitter.listenerCount(errorMonitor) > 0) return true;
  const listeners = emitter.listenerCount(channel);
  return listeners > 1 || (listeners === 1 && emitter.listeners(channel)[0] !== ignore);
}

/** What `ipcMain`, every `webContents.ipc` and every `webFrameMain.ipc` is (contract 1.1). */
class IpcMainImpl extends RegistryEmitter {
  /** @param {InstanceType<typeof ChannelRegistry>} [registry] one of its own unless given */
  constructor(registry = new ChannelRegistry()) {
    super(registry);
    this._invokeHandlers = new InvokeHandlers(registry);

    // A renderer that sends on the channel "error" must not make main throw.
    this.on('error', ignore);
  }

  // Own arrow functions, because Electron's are: `const { handle } = ipcMain` works.

  /**
   * Registers the handler that answers `ipcRenderer.invoke(channel)` (contract 1.6).
   *
   * @param {string} channel
   * @param {Handler} handler called as `handler(event, ...args)`; what it returns is the answer
   * @throws `Error` when the channel has a handler, then `TypeError` when this is not a function
   */
  handle = (channel, handler) => {
    if (this._invokeHandlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    }
    this._invokeHandlers.set(channel, handler);
  };

  /**
   * The same for one invocation: the handler is removed before it is called (contract 1.7).
   *
   * @param {string} channel
   * @param {Handler} fn
   */
  handleOnce = (channel, fn) => {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return fn(event, ...args);
    });
  };

  /**
   * Removes the channel's handler, if it has one. Calls that it is answering go on (contract 1.8).
   *
   * @param {string} channel
   */
  removeHandler(channel) {
    this._invokeHandlers.delete(channel);
  }
}

module.exports = { IpcMainImpl, isHeard, isObserved };
