// What is built of `electron`; the rest throws ERR_IPC_NOT_IMPLEMENTED when it is used. As in Electron's
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
