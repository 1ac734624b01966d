// @ts-check
'use strict';

const { ChannelRegistry } = require('../common/binding');
const { hub } = require('./hub');
const { IpcMainImpl } = require('./ipc-main-impl');
const { setLimits } = require('./limits');

/** The registry of `ipcMain`. Who registers there makes this thread a main. */
class MainRegistry extends ChannelRegistry {
  #complete = false;

  constructor() {
    super(hub.endpoint);
  }

  /** What the emitter registers while it is constructed is not the user's. */
  complete() {
    this.#complete = true;
  }

  /** @param {Parameters<ChannelRegistry['add']>} args */
  add(...args) {
    if (this.#complete) hub.activate();
    super.add(...args);
  }

  /** @param {Parameters<ChannelRegistry['handle']>} args */
  handle(...args) {
    hub.activate();
    return super.handle(...args);
  }
}

const registry = new MainRegistry();
const ipcMain = new IpcMainImpl(registry);
registry.complete();

/** What Electron does not have. */
const extras = {
  /** The state of this main: peers, channels, queued messages and bytes, pending requests, limits. */
  inspect: () => hub.inspect(),
  setLimits,
};
for (const [name, value] of Object.entries(extras)) {
  Object.defineProperty(ipcMain, name, { value, configurable: true, writable: true });
}

module.exports = { ipcMain };
