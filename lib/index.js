// @ts-check
'use strict';

const { app } = require('./browser/app');
const { BrowserWindow } = require('./browser/browser-window');
const { hub } = require('./browser/hub');
const { dispatch } = require('./browser/ipc-dispatch');
const { ipcMain } = require('./browser/ipc-main');
const { MessageChannelMain } = require('./browser/message-channel-main');
const { webContents } = require('./browser/web-contents-finder');
const { webFrameMain } = require('./browser/web-frame-main-finder');
const workers = require('./browser/workers');
const { hasInheritedHub } = require('./common/inheritance');
const { contextBridge } = require('./renderer/context-bridge');
const { ipcRenderer } = require('./renderer/ipc-renderer');
const { renderer } = require('./renderer/renderer');

hub.dispatch = dispatch;
workers.watch();

// A thread that a main has started is a renderer. It becomes a main when it first listens as one.
if (!hasInheritedHub()) hub.activate();

module.exports = {
  app,
  BrowserWindow,
  contextBridge,
  ipcMain,
  MessageChannelMain,
  webContents,
  webFrameMain,
  /** @type {import('./browser/fork-renderer').forkRenderer} */
  forkRenderer(...args) {
    // Loaded when it is first needed: most programs have no such processes.
    return require('./browser/fork-renderer').forkRenderer(...args);
  },
  utilityProcess: {
    /** @type {import('./browser/utility-process').fork} */
    fork(...args) {
      return require('./browser/utility-process').fork(...args);
    },
  },
  get ipcRenderer() {
    renderer.main.attachToParent();
    return ipcRenderer;
  },
};
