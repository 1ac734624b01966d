// @ts-check
'use strict';

// Written by `npm run host` from what Electron declares; a test says when it is not up to date.

/**
 * @typedef {object} Declared names, with a space between two
 * @property {string} [methods]
 * @property {string} [properties]
 * @property {string} [statics] methods of the class itself
 * @property {string} [staticProperties]
 * @property {boolean} [isEmitter]
 */

/** By the name of the interface or class. @type {Record<string, Declared>} */
const declaredMembers = {
  AutoUpdater: {
    methods: 'checkForUpdates getFeedURL quitAndInstall setFeedURL',
    isEmitter: true,
  },
  BaseWindow: {
    methods:
      'addTabbedWindow blur center close closeFilePreview destroy flashFrame focus getAccentColor getBackgroundColor getBounds getChildWindows getContentBounds getContentSize getContentView getMaximumSize getMediaSourceId getMinimumSize getNativeWindowHandle getNormalBounds getOpacity getParentWindow getPosition getRepresentedFilename getSize getTitle getWindowButtonPosition hasShadow hide hookWindowMessage invalidateShadow isAlwaysOnTop isClosable isContentProtected isDestroyed isDocumentEdited isEnabled isFocusable isFocused isFullScreen isFullScreenable isHiddenInMissionControl isKiosk isMaximizable isMaximized isMenuBarAutoHide isMenuBarVisible isMinimizable isMinimized isModal isMovable isNormal isResizable isSimpleFullScreen isSnapped isTabletMode isVisible isVisibleOnAllWorkspaces isWindowMessageHooked maximize mergeAllWindows minimize moveAbove moveTabToNewWindow moveTop previewFile removeMenu restore selectNextTab selectPreviousTab setAccentColor setAlwaysOnTop setAppDetails setAspectRatio setAutoHideCursor setAutoHideMenuBar setBackgroundColor setBackgroundMaterial setBounds setClosable setContentBounds setContentProtection setContentSize setContentView setDocumentEdited setEnabled setFocusable setFullScreen setFullScreenable setHasShadow setHiddenInMissionControl setIcon setIgnoreMouseEvents setKiosk setMaximizable setMaximumSize setMenu setMenuBarVisibility setMinimizable setMinimumSize setMovable setOpacity setOverlayIcon setParentWindow setPosition setProgressBar setRepresentedFilename setResizable setShape setSheetOffset setSimpleFullScreen setSize setSkipTaskbar setThumbarButtons setThumbnailClip setThumbnailToolTip setTitle setTitleBarOverlay setTouchBar setVibrancy setVisibleOnAllWorkspaces setWindowButtonPosition setWindowButtonVisibility show showAllTabs showInactive toggleTabBar unhookAllWindowMessages unhookWindowMessage unmaximize',
    properties:
      'accessibleTitle autoHideMenuBar closable contentView documentEdited excludedFromShownWindowsMenu focusable fullScreen fullScreenable id kiosk maximizable menuBarVisible minimizable movable representedFilename resizable shadow simpleFullScreen snapped tabbingIdentifier title visibleOnAllWorkspaces',
    statics: 'clearPersistedState fromId getAllWindows getFocusedWindow',
    isEmitter: true,
  },
  BrowserView: {
    methods: 'getBounds setAutoResize setBackgroundColor setBounds',
    properties: 'webContents',
  },
  Clipboard: {
    methods: 'clear has read readText write writeText',
    properties: 'selection',
  },
  ClipboardItem: {
    methods: 'getType',
    properties: 'types',
  },
  ContentTracing: {
    methods: 'getCategories getTraceBufferUsage startRecording stopRecording',
  },
  ContextBridge: {
    methods: 'executeInMainWorld exposeInIsolatedWorld exposeInMainWorld',
  },
  CrashReporter: {
    methods:
      'addExtraParameter getLastCrashReport getParameters getUploadToServer getUploadedReports removeExtraParameter setUploadToServer start',
  },
  Debugger: {
    methods: 'attach detach isAttached sendCommand',
    isEmitter: true,
  },
  DesktopCapturer: {
    methods: 'getSources',
  },
  Dialog: {
    methods:
      'showCertificateTrustDialog showErrorBox showMessageBox showMessageBoxSync showOpenDialog showOpenDialogSync showSaveDialog showSaveDialogSync',
  },
  GlobalShortcut: {
    methods: 'isRegistered isSuspended register registerAll setSuspended unregister unregisterAll',
  },
  ImageView: {
    methods:
      'addChildView getBounds getVisible removeChildView setBackgroundBlur setBackgroundColor setBorderRadius setBounds setImage setVisible',
    properties: 'children',
    isEmitter: true,
  },
  InAppPurchase: {
    methods:
      'canMakePayments finishAllTransactions finishTransactionByDate getProducts getReceiptURL purchaseProduct restoreCompletedTransactions',
    isEmitter: true,
  },
  IpcMainServiceWorker: {
    methods: 'handle handleOnce removeAllListeners removeHandler',
    isEmitter: true,
  },
  IpcRenderer: {
    methods: 'invoke postMessage removeAllListeners send sendSync sendToHost',
    isEmitter: true,
  },
  LanguageModelUtility: {
    methods: 'append clone destroy measureContextUsage prompt',
    properties: 'contextUsage contextWindow',
    statics: 'availability create',
  },
  LocalAIHandler: {
    methods: 'setPromptAPIHandler',
  },
  Menu: {
    methods: 'append closePopup getMenuItemById insert popup',
    properties: 'items',
    statics:
      'buildFromTemplate getApplicationMenu sendActionToFirstResponder setApplicationMenu setHighlightColors',
    isEmitter: true,
  },
  MenuItem: {
    properties:
      'accelerator accessibilityLabel badge checked click commandId enabled icon id label menu registerAccelerator role sharingItem sublabel submenu toolTip type userAccelerator visible',
  },
  MessageChannelMain: {
    properties: 'port1 port2',
  },
  NativeImage: {
    methods:
      'addRepresentation crop getAspectRatio getBitmap getNativeHandle getScaleFactors getSize isEmpty isTemplateImage resize setTemplateImage toBitmap toDataURL toJPEG toPNG',
    properties: 'isMacTemplateImage',
    statics:
      'createEmpty createFromBitmap createFromBuffer createFromDataURL createFromNamedImage createFromPath createMenuSymbol createThumbnailFromPath',
  },
  NativeTheme: {
    properties:
      'inForcedColorsMode prefersReducedTransparency shouldDifferentiateWithoutColor shouldUseDarkColors shouldUseDarkColorsForSystemIntegratedUI shouldUseHighContrastColors shouldUseInvertedColorScheme themeSource',
    isEmitter: true,
  },
  NavigationHistory: {
    methods:
      'canGoBack canGoForward canGoToOffset clear getActiveIndex getAllEntries getEntryAtIndex goBack goForward goToIndex goToOffset length removeEntryAtIndex restore',
  },
  Net: {
    methods: 'fetch isOnline request resolveHost',
    properties: 'WebSocket online',
  },
  NetLog: {
    methods: 'startLogging stopLogging',
    properties: 'currentlyLogging',
  },
  Notification: {
    methods: 'close show',
    properties:
      'actions body closeButtonText groupId groupTitle hasReply id replyPlaceholder silent sound subtitle timeoutType title toastXml urgency',
    statics: 'getHistory handleActivation isSupported remove removeAll removeGroup',
    isEmitter: true,
  },
  ParentPort: {
    methods: 'postMessage',
    isEmitter: true,
  },
  PowerMonitor: {
    methods: 'getCurrentThermalState getSystemIdleState getSystemIdleTime isOnBatteryPower',
    properties: 'onBatteryPower',
    isEmitter: true,
  },
  PowerSaveBlocker: {
    methods: 'isStarted start stop',
  },
  Protocol: {
    methods:
      'getSource handle interceptBufferProtocol interceptFileProtocol interceptHttpProtocol interceptStreamProtocol interceptStringProtocol isProtocolHandled isProtocolIntercepted isProtocolRegistered registerBufferProtocol registerFileProtocol registerHttpProtocol registerSchemesAsPrivileged registerSource registerStreamProtocol registerStringProtocol unhandle uninterceptProtocol unregisterProtocol',
  },
  PushNotifications: {
    methods: 'registerForAPNSNotifications unregisterForAPNSNotifications',
    isEmitter: true,
  },
  SafeStorage: {
    methods:
      'decryptString decryptStringAsync encryptString encryptStringAsync getSelectedStorageBackend isAsyncEncryptionAvailable isEncryptionAvailable setUsePlainTextEncryption',
  },
  Screen: {
    methods:
      'dipToScreenPoint dipToScreenRect getAllDisplays getCursorScreenPoint getDisplayMatching getDisplayNearestPoint getPrimaryDisplay screenToDipPoint screenToDipRect',
    isEmitter: true,
  },
  Session: {
    methods:
      'addWordToSpellCheckerDictionary allowNTLMCredentialsForDomains clearAuthCache clearCache clearCodeCaches clearData clearHostResolverCache clearSharedDictionaryCache clearSharedDictionaryCacheForIsolationKey clearStorageData closeAllConnections createInterruptedDownload disableNetworkEmulation downloadURL enableNetworkEmulation fetch flushStorageData forceReloadProxyConfig getAllExtensions getBlobData getCacheSize getExtension getPreloadScripts getPreloads getSharedDictionaryInfo getSharedDictionaryUsageInfo getSpellCheckerLanguages getStoragePath getUserAgent isPersistent isSpellCheckerEnabled listWordsInSpellCheckerDictionary loadExtension preconnect registerLocalAIHandler registerPreloadScript removeExtension removeWordFromSpellCheckerDictionary resolveHost resolveProxy setBluetoothPairingHandler setCertificateVerifyProc setCodeCachePath setDevicePermissionHandler setDisplayMediaRequestHandler setDownloadPath setPermissionCheckHandler setPermissionRequestHandler setPreloads setProxy setSSLConfig setSpellCheckerDictionaryDownloadURL setSpellCheckerEnabled setSpellCheckerLanguages setUSBProtectedClassesHandler setUserAgent unregisterPreloadScript',
    properties:
      'availableSpellCheckerLanguages cookies extensions netLog protocol serviceWorkers spellCheckerEnabled storagePath webRequest',
    statics: 'fromPartition fromPath',
    staticProperties: 'defaultSession',
    isEmitter: true,
  },
  ShareMenu: {
    methods: 'closePopup popup',
  },
  SharedTexture: {
    methods: 'importSharedTexture sendSharedTexture setSharedTextureReceiver',
    properties: 'subtle',
  },
  Shell: {
    methods:
      'beep openExternal openPath readShortcutLink showItemInFolder trashItem writeShortcutLink',
  },
  SystemPreferences: {
    methods:
      'askForMediaAccess canPromptTouchID getAccentColor getAnimationSettings getColor getEffectiveAppearance getMediaAccessStatus getSystemColor getUserDefault isSwipeTrackingFromScrollEventsEnabled isTrustedAccessibilityClient postLocalNotification postNotification postWorkspaceNotification promptTouchID registerDefaults removeUserDefault setUserDefault subscribeLocalNotification subscribeNotification subscribeWorkspaceNotification unsubscribeLocalNotification unsubscribeNotification unsubscribeWorkspaceNotification',
    properties: 'accessibilityDisplayShouldReduceTransparency effectiveAppearance',
    isEmitter: true,
  },
  TouchBar: {
    properties: 'escapeItem',
    staticProperties:
      'TouchBarButton TouchBarColorPicker TouchBarGroup TouchBarLabel TouchBarOtherItemsProxy TouchBarPopover TouchBarScrubber TouchBarSegmentedControl TouchBarSlider TouchBarSpacer',
  },
  Tray: {
    methods:
      'closeContextMenu destroy displayBalloon focus getBounds getGUID getIgnoreDoubleClickEvents getTitle isDestroyed popUpContextMenu removeBalloon setContextMenu setIgnoreDoubleClickEvents setImage setPressedImage setTitle setToolTip',
    isEmitter: true,
  },
  UtilityProcess: {
    methods: 'kill postMessage',
    properties: 'pid stderr stdout',
    statics: 'fork',
    isEmitter: true,
  },
  View: {
    methods:
      'addChildView getBounds getVisible removeChildView setBackgroundBlur setBackgroundColor setBorderRadius setBounds setVisible',
    properties: 'children',
    isEmitter: true,
  },
  WebContentsView: {
    methods:
      'addChildView getBounds getVisible removeChildView setBackgroundBlur setBackgroundColor setBorderRadius setBounds setVisible',
    properties: 'children webContents',
    isEmitter: true,
  },
  WebFrame: {
    methods:
      'clearCache executeJavaScript executeJavaScriptInIsolatedWorld findFrameByName findFrameByRoutingId findFrameByToken getFrameForSelector getIsolatedWorlds getResourceUsage getWordSuggestions getZoomFactor getZoomLevel insertCSS insertText isWordMisspelled removeInsertedCSS setIsolatedWorldInfo setSpellCheckProvider setVisualZoomLevelLimits setZoomFactor setZoomLevel',
    properties: 'firstChild frameToken nextSibling opener parent routingId top',
    isEmitter: true,
  },
  WebSocket: {
    methods: 'close send',
    properties:
      'binaryType bufferedAmount extensions onclose onerror onmessage onopen protocol readyState url',
    staticProperties: 'CLOSED CLOSING CONNECTING OPEN',
  },
  WebUtils: {
    methods: 'getPathForFile',
  },
};

module.exports = { declaredMembers };
