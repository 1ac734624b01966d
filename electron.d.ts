// What is built of `electron`; the rest throws ERR_IPC_NOT_IMPLEMENTED when it is used.
export { app, ipcMain, ipcRenderer, webContents } from './index';

/** Opens files and URLs with the desktop's own programs. */
export declare const shell: {
  /** Resolves with an empty string, or with what went wrong. */
  openPath(path: string): Promise<string>;
  /** Rejects when the desktop has no program to open the URL with. */
  openExternal(url: string): Promise<void>;
};
