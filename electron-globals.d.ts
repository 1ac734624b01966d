// The global namespace `Electron`, for code that names its types by it. Electron's own declarations have the
// same one, so this is for programs without them: `"types": ["node", "ipcmain/electron/globals"]`.

import type * as ipcmain from './index';

declare global {
  namespace Electron {
    type App = ipcmain.App;
    type BrowserWindow = ipcmain.BrowserWindow;
    type BrowserWindowConstructorOptions = NonNullable<
      ConstructorParameters<typeof ipcmain.BrowserWindow>[0]
    >;
    type ContextBridge = ipcmain.ContextBridge;
    type IpcMain = ipcmain.IpcMain;
    type IpcMainEvent = ipcmain.IpcMainEvent;
    type IpcMainInvokeEvent = ipcmain.IpcMainInvokeEvent;
    type IpcRenderer = ipcmain.IpcRenderer;
    type IpcRendererEvent = ipcmain.IpcRendererEvent;
    type MessageChannelMain = ipcmain.MessageChannelMain;
    type MessagePortMain = ipcmain.MessagePortMain;
    type WebContents = ipcmain.WebContents;
    type WebFrameMain = ipcmain.WebFrameMain;
    type WebPreferences = NonNullable<BrowserWindowConstructorOptions['webPreferences']>;
  }
}
