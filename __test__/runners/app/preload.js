const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('notes', {
  add: (note) => ipcRenderer.invoke('notes:add', note),
  count: () => ipcRenderer.sendSync('notes:count'),
  onChange: (listener) => ipcRenderer.on('notes:changed', (event, notes) => listener(notes)),
});
