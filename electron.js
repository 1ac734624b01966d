// @ts-check
'use strict';

// The drop-in for `require('electron')`. One line for each name, because the static imports of
// ECMAScript modules are resolved from this text. In a renderer, what only main has is undefined.

const ipcmain = require('./index.js');
const { notImplemented } = require('./lib/electron/not-implemented');
const { processType, setProcessType } = require('./lib/electron/process-type');

setProcessType();

/**
 * @template T
 * @param {() => T} member
 * @returns {T | undefined}
 */
const inMain = (member) => (processType === 'browser' ? member() : undefined);

exports.app = inMain(() => ipcmain.app);
exports.BrowserWindow = inMain(() => ipcmain.BrowserWindow);
exports.contextBridge = ipcmain.contextBridge;
exports.ipcMain = inMain(() => ipcmain.ipcMain);
exports.MessageChannelMain = inMain(() => ipcmain.MessageChannelMain);
exports.shell = inMain(() => require('./lib/browser/shell').shell);
exports.webContents = inMain(() => ipcmain.webContents);
exports.webFrameMain = inMain(() => ipcmain.webFrameMain);
exports.ipcRenderer = ipcmain.ipcRenderer;

exports.autoUpdater = inMain(() => notImplemented('autoUpdater'));
exports.BaseWindow = inMain(() => notImplemented('BaseWindow'));
exports.BrowserView = inMain(() => notImplemented('BrowserView'));
exports.contentTracing = inMain(() => notImplemented('contentTracing'));
exports.desktopCapturer = inMain(() => notImplemented('desktopCapturer'));
exports.dialog = inMain(() => notImplemented('dialog'));
exports.globalShortcut = inMain(() => notImplemented('globalShortcut'));
exports.ImageView = inMain(() => notImplemented('ImageView'));
exports.inAppPurchase = inMain(() => notImplemented('inAppPurchase'));
exports.Menu = inMain(() => notImplemented('Menu'));
exports.MenuItem = inMain(() => notImplemented('MenuItem'));
exports.nativeTheme = inMain(() => notImplemented('nativeTheme'));
exports.net = inMain(() => notImplemented('net'));
exports.netLog = inMain(() => notImplemented('netLog'));
exports.Notification = inMain(() => notImplemented('Notification'));
exports.powerMonitor = inMain(() => notImplemented('powerMonitor'));
exports.powerSaveBlocker = inMain(() => notImplemented('powerSaveBlocker'));
exports.protocol = inMain(() => notImplemented('protocol'));
exports.pushNotifications = inMain(() => notImplemented('pushNotifications'));
exports.safeStorage = inMain(() => notImplemented('safeStorage'));
exports.screen = inMain(() => notImplemented('screen'));
exports.ServiceWorkerMain = inMain(() => notImplemented('ServiceWorkerMain'));
exports.session = inMain(() => notImplemented('session'));
exports.ShareMenu = inMain(() => notImplemented('ShareMenu'));
exports.systemPreferences = inMain(() => notImplemented('systemPreferences'));
exports.TouchBar = inMain(() => notImplemented('TouchBar'));
exports.Tray = inMain(() => notImplemented('Tray'));
exports.utilityProcess = inMain(() => notImplemented('utilityProcess'));
exports.View = inMain(() => notImplemented('View'));
exports.WebContentsView = inMain(() => notImplemented('WebContentsView'));

exports.clipboard = notImplemented('clipboard');
exports.crashReporter = notImplemented('crashReporter');
exports.nativeImage = notImplemented('nativeImage');
exports.webFrame = notImplemented('webFrame');
exports.webUtils = notImplemented('webUtils');
