const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('greeter', {
  greet: (name) => ipcRenderer.invoke('greet', name),
});
