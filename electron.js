// @ts-check
'use strict';

// The drop-in for `require('electron')`. One line for each name, because the static imports of
// ECMAScript modules are resolved from this text. What only another kind of process has is undefined.

const { EventEmitter } = require('node:events');
const ipcmain = require('./index.js');
const { disguise, hasRendererSide, processType } = require('./lib/electron/disguise');
const { notImplemented, partial } = require('./lib/electron/not-implemented');

disguise();
if (processType === 'browser') require('./lib/electron/host-members').giveHostMembers();

/**
 * @template T
 * @param {() => T} member
 * @returns {T | undefined}
 */
const inMain = (member) => (processType === 'browser' ? member() : undefined);

/**
 * @template T
 * @param {() => T} member
 * @returns {T | undefined}
 */
const inRenderer = (member) => (hasRendererSide() ? member() : undefined);

exports.app = inMain(() => ipcmain.app);
exports.BaseWindow = inMain(() => require('./lib/electron/base-window').BaseWindow);
exports.BrowserWindow = inMain(() => ipcmain.BrowserWindow);
exports.clipboard = inMain(() => require('./lib/electron/clipboard').clipboard);
exports.dialog = inMain(() => require('./lib/electron/dialog').dialog);
exports.ipcMain = inMain(() => ipcmain.ipcMain);
exports.Menu = inMain(() => require('./lib/electron/menu').Menu);
exports.MenuItem = inMain(() => require('./lib/electron/menu').MenuItem);
exports.MessageChannelMain = inMain(() => ipcmain.MessageChannelMain);
exports.session = inMain(() => require('./lib/browser/session').session);
exports.webContents = inMain(() => ipcmain.webContents);
exports.webFrameMain = inMain(() => ipcmain.webFrameMain);

exports.contextBridge = inRenderer(() => partial('contextBridge', ipcmain.contextBridge));
exports.ipcRenderer = inRenderer(() => ipcmain.ipcRenderer);
exports.webFrame = inRenderer(() => require('./lib/electron/web-frame').webFrame);
exports.webUtils = inRenderer(() => require('./lib/electron/web-utils').webUtils);

exports.crashReporter = partial('crashReporter', { start() {}, getUploadedReports: () => [] });
exports.nativeImage = require('./lib/electron/native-image').nativeImage;
exports.sharedTexture = notImplemented('sharedTexture');
exports.shell = partial('shell', require('./lib/browser/shell').shell);

// What emits nothing here may be listened to all the same.
exports.autoUpdater = inMain(() => partial('autoUpdater', new EventEmitter()));
exports.nativeTheme = inMain(() => require('./lib/electron/native-theme').nativeTheme);
exports.powerMonitor = inMain(() => partial('powerMonitor', new EventEmitter()));
exports.screen = inMain(() => partial('screen', new EventEmitter()));
exports.systemPreferences = inMain(() => partial('systemPreferences', new EventEmitter()));

// What a desktop refuses may be asked for all the same.
exports.globalShortcut = inMain(() => {
  const none = { isRegistered: () => false, register: () => false };
  const nothing = { registerAll() {}, unregister() {}, unregisterAll() {} };
  return partial('globalShortcut', { ...none, ...nothing });
});
exports.Notification = inMain(() => notImplemented('Notification', { isSupported: () => false }));
exports.safeStorage = inMain(() => partial('safeStorage', { isEncryptionAvailable: () => false }));

exports.net = inMain(() => {
  const isOnline = () => true;
  return partial('net', { fetch: globalThis.fetch, isOnline, online: true });
});
exports.protocol = inMain(() => partial('protocol', { registerSchemesAsPrivileged() {} }));

exports.BrowserView = inMain(() => notImplemented('BrowserView'));
exports.ClipboardItem = inMain(() => notImplemented('ClipboardItem'));
exports.contentTracing = inMain(() => notImplemented('contentTracing'));
exports.desktopCapturer = inMain(() => notImplemented('desktopCapturer'));
exports.ImageView = inMain(() => notImplemented('ImageView'));
exports.inAppPurchase = inMain(() => notImplemented('inAppPurchase'));
exports.IpcMainServiceWorker = inMain(() => notImplemented('IpcMainServiceWorker'));
exports.netLog = inMain(() => notImplemented('netLog'));
exports.powerSaveBlocker = inMain(() => notImplemented('powerSaveBlocker'));
exports.pushNotifications = inMain(() => notImplemented('pushNotifications'));
exports.ServiceWorkerMain = inMain(() => notImplemented('ServiceWorkerMain'));
exports.ShareMenu = inMain(() => notImplemented('ShareMenu'));
exports.TouchBar = inMain(() => notImplemented('TouchBar'));
exports.Tray = inMain(() => notImplemented('Tray'));
exports.utilityProcess = inMain(() => ipcmain.utilityProcess);
exports.View = inMain(() => notImplemented('View'));
exports.WebContentsView = inMain(() => notImplemented('WebContentsView'));
exports.WebSocket = inMain(() => notImplemented('WebSocket'));

// Of a utility process.
exports.LanguageModelUtility = undefined;
exports.localAIHandler = undefined;
exports.parentPort = /** @type {any} */ (process).parentPort;
