// The names of `electron`, with the types of what is built of them. As in Electron's
// own declarations, no name tells in which thread it is undefined: in a renderer, all that only main has.
export {
  app,
  BrowserWindow,
  contextBridge,
  ipcMain,
  ipcRenderer,
  MessageChannelMain,
  utilityProcess,
  webContents,
  webFrameMain,
} from './index';
export type {
  App,
  ContextBridge,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  IpcRenderer,
  IpcRendererEvent,
  MessagePortMain,
  ParentPort,
  UtilityProcess,
  WebContents,
  WebFrameMain,
} from './index';

/** Opens files and URLs with the desktop's own programs. */
export declare const shell: {
  /** Resolves with an empty string, or with what went wrong. */
  openPath(path: string): Promise<string>;
  /** Rejects when the desktop has no program to open the URL with. */
  openExternal(url: string): Promise<void>;
};

/** There is nobody to answer a dialog: it is printed, and answered as by somebody who closes it. */
export declare const dialog: {
  /** Prints both on the error output. */
  showErrorBox(title: string, content: string): void;
  /** Resolves with the button that closing the box stands for. */
  showMessageBox(options: MessageBoxOptions): Promise<MessageBoxAnswer>;
  showMessageBox(window: any, options: MessageBoxOptions): Promise<MessageBoxAnswer>;
  /** Gives the button that closing the box stands for. */
  showMessageBoxSync(options: MessageBoxOptions): number;
  showMessageBoxSync(window: any, options: MessageBoxOptions): number;
};

/** What is asked in a message box; Electron knows more, without effect here. */
export interface MessageBoxOptions {
  message: string;
  detail?: string;
  buttons?: string[];
  defaultId?: number;
  cancelId?: number;
  checkboxChecked?: boolean;
}

/** What a message box was answered. */
export interface MessageBoxAnswer {
  response: number;
  checkboxChecked: boolean;
}

/** A clipboard of the program's own; the desktop's is left alone. */
export declare const clipboard: {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  /** Whether there is something of that type: texts alone, `text/plain`. */
  has(mimetype: string): Promise<boolean>;
  clear(): void;
};

/** The colours that the program wants. Nothing is painted. */
export declare const nativeTheme: NodeJS.EventEmitter & {
  /** What `shouldUseDarkColors` goes by; 'updated' says that that has changed. */
  themeSource: 'system' | 'light' | 'dark';
  /** Whether the source is `dark`. */
  readonly shouldUseDarkColors: boolean;
};

/** The network, which is Node's own. */
export declare const net: {
  fetch: typeof globalThis.fetch;
  isOnline(): boolean;
  readonly online: boolean;
};

/** Sessions, for their preload scripts. */
export declare const session: {
  readonly defaultSession: Session;
  fromPartition(partition: string): Session;
};

/** What the windows of one partition share. */
export interface Session extends NodeJS.EventEmitter {
  /** Has a script run in each renderer started from now on, before the window's own. Returns its id. */
  registerPreloadScript(script: {
    type: 'frame' | 'service-worker';
    filePath: string;
    id?: string;
  }): string;
  unregisterPreloadScript(id: string): void;
  isPersistent(): boolean;
}

/** What a renderer can be told of how it looks is kept, and shown to nobody. */
export declare const webFrame: {
  getZoomFactor(): number;
  setZoomFactor(factor: number): void;
  getZoomLevel(): number;
  setZoomLevel(level: number): void;
  setVisualZoomLevelLimits(minimumLevel: number, maximumLevel: number): void;
  insertCSS(css: string): string;
  removeInsertedCSS(key: string): void;
  clearCache(): void;
};

/** Not built, or in a small part: what is not throws `ERR_IPC_NOT_IMPLEMENTED`. A test may replace it. */
type Stub = any;

export declare const autoUpdater: Stub;
export declare const BaseWindow: Stub;
export declare const BrowserView: Stub;
export declare const ClipboardItem: Stub;
export declare const contentTracing: Stub;
export declare const crashReporter: Stub;
export declare const desktopCapturer: Stub;
export declare const globalShortcut: Stub;
export declare const ImageView: Stub;
export declare const inAppPurchase: Stub;
export declare const IpcMainServiceWorker: Stub;
export declare const LanguageModelUtility: Stub;
export declare const localAIHandler: Stub;
export declare const Menu: Stub;
export declare const MenuItem: Stub;
export declare const nativeImage: Stub;
export declare const netLog: Stub;
export declare const Notification: Stub;
export declare const parentPort: import('./index').ParentPort;
export declare const powerMonitor: Stub;
export declare const powerSaveBlocker: Stub;
export declare const protocol: Stub;
export declare const pushNotifications: Stub;
export declare const safeStorage: Stub;
export declare const screen: Stub;
export declare const sharedTexture: Stub;
export declare const ShareMenu: Stub;
export declare const systemPreferences: Stub;
export declare const TouchBar: Stub;
export declare const Tray: Stub;
export declare const View: Stub;
export declare const WebContentsView: Stub;
export declare const WebSocket: Stub;
export declare const webUtils: Stub;
