// @ts-check
'use strict';

// What Electron's classes have that is not on the package's own: between a class and what it extends stands what
// answers for the rest. Without a screen and a desktop much of it has nothing to do; the others say that they are not built.

const { app } = require('../browser/app');
const { BrowserWindow } = require('../browser/browser-window');
const { session } = require('../browser/session');
const { WebContents } = require('../browser/web-contents');
const { webContents } = require('../browser/web-contents-finder');
const { WebFrameMain } = require('../browser/web-frame-main');
const { contentsProperties, windowProperties } = require('./host-properties');
const { Menu } = require('./menu');
const { refuse } = require('./not-implemented');

/**
 * @typedef {object} Members names stand in texts, with a space between two
 * @property {string} name what refusals say
 * @property {any} target a class's prototype, or an object
 * @property {string} nothing methods that only change what a screen or a desktop would show
 * @property {Record<string, unknown>} answers methods with an answer that is true here
 * @property {string} [records] methods of windows that are in `window-records.js`, which is loaded when one is called
 * @property {PropertyDescriptorMap} [properties] that are no methods
 * @property {string} missing methods that throw
 */

const KEY = Symbol.for('ipcmain.host-members');

let hasLock = false;

const locale = () => new Intl.DateTimeFormat().resolvedOptions().locale;
const no = () => false;

const requestEvents = [
  'onBeforeRedirect',
  'onBeforeRequest',
  'onBeforeSendHeaders',
  'onCompleted',
  'onErrorOccurred',
  'onHeadersReceived',
  'onResponseStarted',
  'onSendHeaders',
];

/** @type {Members[]} */
const hostMembers = [
  {
    name: 'app',
    target: Object.getPrototypeOf(app),
    nothing: `addRecentDocument clearRecentDocuments disableDomainBlockingFor3DAPIs disableHardwareAcceleration
      enableSandbox focus hide setAboutPanelOptions setAccessibilitySupportEnabled setActivationPolicy
      setAppUserModelId setDesktopName setLoginItemSettings show showAboutPanel`,
    answers: {
      get applicationMenu() {
        return Menu.getApplicationMenu();
      },
      set applicationMenu(menu) {
        Menu.setApplicationMenu(menu);
      },
      getBadgeCount: () => 0,
      getLocale: locale,
      getLocaleCountryCode: () => new Intl.Locale(locale()).region ?? '',
      getPreferredSystemLanguages: () => [locale()],
      getRecentDocuments: () => [],
      getSystemLocale: locale,
      hasSingleInstanceLock: () => hasLock,
      isAccessibilitySupportEnabled: no,
      isDefaultProtocolClient: no,
      isEmojiPanelSupported: no,
      isHardwareAccelerationEnabled: no,
      releaseSingleInstanceLock: () => void (hasLock = false),
      removeAsDefaultProtocolClient: no,
      requestSingleInstanceLock: () => (hasLock = true),
      setAsDefaultProtocolClient: no,
      setBadgeCount: no,
    },
    missing: `configureHostResolver configureWebAuthn getAccessibilitySupportFeatures getAppMetrics
      getApplicationInfoForProtocol getApplicationNameForProtocol getCurrentActivityType getFileIcon
      getGPUFeatureStatus getGPUInfo getJumpListSettings getLoginItemSettings importCertificate
      invalidateCurrentActivity isActive isHidden isInApplicationsFolder isSecureKeyboardEntryEnabled
      moveToApplicationsFolder relaunch resignCurrentActivity resolveProxy setAccessibilitySupportFeatures
      setAppLogsPath setClientCertRequestPasswordHandler setJumpList setProxy setSecureKeyboardEntryEnabled
      setToastActivatorCLSID setUserActivity setUserTasks showEmojiPanel startAccessingSecurityScopedResource
      startAppShimServer stopAppShimServer updateCurrentActivity`,
  },

  {
    name: 'BrowserWindow',
    target: BrowserWindow.prototype,
    nothing: `center flashFrame moveTop removeMenu setAppDetails setAspectRatio
      setBackgroundColor setBackgroundMaterial setContentProtection setHasShadow setIcon setMenu
      setOverlayIcon setProgressBar setSkipTaskbar setTitleBarOverlay setVibrancy setVisibleOnAllWorkspaces
      setWindowButtonVisibility`,
    answers: {
      isTabletMode: no,
    },
    records: `getBounds getContentBounds getNormalBounds setBounds setContentBounds getSize getContentSize
      setSize setContentSize getPosition setPosition getMinimumSize setMinimumSize getMaximumSize
      setMaximumSize getOpacity setOpacity isNormal showInactive isAlwaysOnTop setAlwaysOnTop isClosable
      setClosable isEnabled setEnabled isFocusable setFocusable isFullScreenable setFullScreenable isKiosk
      setKiosk isMaximizable setMaximizable isMinimizable setMinimizable isMovable setMovable isResizable
      setResizable isMenuBarAutoHide setAutoHideMenuBar isMenuBarVisible setMenuBarVisibility`,
    properties: windowProperties,
    missing: `addBrowserView addTabbedWindow blurWebView capturePage closeFilePreview focusOnWebView
      getAccentColor getBackgroundColor getBrowserView getBrowserViews getContentView getMediaSourceId
      getNativeWindowHandle getRepresentedFilename getWindowButtonPosition hasShadow hookWindowMessage
      invalidateShadow isContentProtected isDocumentEdited isHiddenInMissionControl
      isSimpleFullScreen isSnapped isVisibleOnAllWorkspaces isWindowMessageHooked
      mergeAllWindows moveAbove moveTabToNewWindow previewFile removeBrowserView selectNextTab
      selectPreviousTab setAccentColor setAutoHideCursor setBrowserView setContentView setDocumentEdited
      setHiddenInMissionControl setIgnoreMouseEvents setRepresentedFilename setShape setSheetOffset
      setSimpleFullScreen setThumbarButtons setThumbnailClip setThumbnailToolTip setTopBrowserView
      setTouchBar setWindowButtonPosition showAllTabs showDefinitionForSelection toggleTabBar
      unhookAllWindowMessages unhookWindowMessage`,
  },

  {
    name: 'WebContents',
    target: WebContents.prototype,
    nothing: `closeDevTools openDevTools setAudioMuted setBackgroundThrottling setIgnoreMenuShortcuts
      setVisualZoomLevelLimits toggleDevTools`,
    answers: {
      isAudioMuted: no,
      isBeingCaptured: no,
      isCurrentlyAudible: no,
      isDevToolsFocused: no,
      isDevToolsOpened: no,
      isOffscreen: no,
      isWaitingForResponse: no,
      canGoBack: no,
      canGoForward: no,
      canGoToOffset: no,
    },
    properties: contentsProperties,
    missing: `addWorkSpace adjustSelection beginFrameSubscription capturePage
      centerSelection clearHistory clone copy copyImageAt copyVideoFrameAt cut delete disableDeviceEmulation
      downloadURL enableDeviceEmulation endFrameSubscription executeJavaScriptInIsolatedWorld findInPage focus
      getAllSharedWorkers getBackgroundThrottling getDevToolsTitle getFrameRate getMediaSourceId
      getOrCreateDevToolsTargetId getPrintersAsync getType getUserAgent getWebRTCIPHandlingPolicy
      getWebRTCUDPPortRange getZoomFactor getZoomLevel getZoomMode goBack goForward goToIndex goToOffset insertCSS
      insertText inspectElement inspectServiceWorker inspectSharedWorker inspectSharedWorkerById invalidate
      isCaretBrowsingEnabled isFocused isPainting paste pasteAndMatchStyle print printToPDF redo
      reloadIgnoringCache removeInsertedCSS removeWorkSpace replace replaceMisspelling savePage saveVideoFrameAs
      scrollToBottom scrollToTop selectAll sendInputEvent setCaretBrowsingEnabled setDevToolsTitle
      setDevToolsWebContents setFrameRate setImageAnimationPolicy setUserAgent setWebRTCIPHandlingPolicy
      setWebRTCUDPPortRange setZoomFactor setZoomLevel setZoomMode showDefinitionForSelection startDrag
      startPainting stop stopFindInPage stopPainting takeHeapSnapshot undo unselect`,
  },

  {
    name: 'WebFrameMain',
    target: WebFrameMain.prototype,
    nothing: '',
    answers: {},
    missing: 'collectJavaScriptCallStack copyVideoFrameAt printToPDF reload saveVideoFrameAs',
  },

  {
    name: 'BrowserWindow',
    target: BrowserWindow,
    nothing: 'clearPersistedState',
    answers: { fromBrowserView: () => null },
    missing: '',
  },

  {
    name: 'Session',
    target: session.Session.prototype,
    // Nothing asks for permission, nothing is downloaded, and nothing is spelled.
    nothing: `disableNetworkEmulation enableNetworkEmulation flushStorageData preconnect setBluetoothPairingHandler
      setCertificateVerifyProc setDevicePermissionHandler setDisplayMediaRequestHandler setDownloadPath
      setPermissionCheckHandler setPermissionRequestHandler setSpellCheckerDictionaryDownloadURL
      setSpellCheckerEnabled setSpellCheckerLanguages setUSBProtectedClassesHandler`,
    answers: {
      clearAuthCache: async () => {},
      clearCache: async () => {},
      clearCodeCaches: async () => {},
      clearData: async () => {},
      clearHostResolverCache: async () => {},
      clearStorageData: async () => {},
      closeAllConnections: async () => {},
      getCacheSize: async () => 0,
      isSpellCheckerEnabled: no,
      // No window makes a request, so nobody is told of one.
      webRequest: Object.fromEntries(requestEvents.map((name) => [name, () => {}])),
    },
    missing: '',
  },

  {
    name: 'Menu',
    target: Menu,
    nothing: 'sendActionToFirstResponder setHighlightColors',
    answers: {},
    missing: '',
  },

  {
    name: 'webContents',
    target: webContents,
    nothing: '',
    answers: {
      fromDevToolsTargetId: () => undefined,
      getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
    },
    missing: '',
  },
];

/** Gives the classes these members; once, however often this is evaluated. */
function giveHostMembers() {
  for (const {
    name,
    target,
    nothing,
    answers,
    records = '',
    properties = {},
    missing,
  } of hostMembers) {
    if (KEY in target) continue;
    // What stands above a class is what it constructs with, so a class gets them itself.
    const isClass = typeof target === 'function';
    const members = isClass ? target : Object.create(Object.getPrototypeOf(target));
    Object.defineProperty(members, KEY, { value: true });
    for (const method of namesIn(nothing)) members[method] = () => {};
    Object.defineProperties(members, Object.getOwnPropertyDescriptors(answers));
    Object.defineProperties(members, properties);
    for (const method of namesIn(records)) {
      members[method] = function (/** @type {any[]} */ ...args) {
        return require('./window-records').windowRecords[method]?.(this, ...args);
      };
    }
    for (const method of namesIn(missing)) members[method] = () => refuse(`${name}.${method}()`);
    if (!isClass) Object.setPrototypeOf(target, members);
  }
}

/** @param {string} text */
function namesIn(text) {
  return text.split(/\s+/).filter(Boolean);
}

module.exports = { giveHostMembers, hostMembers, namesIn };
