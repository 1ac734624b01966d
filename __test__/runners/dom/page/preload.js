const { contextBridge, ipcRenderer } = require('electron');

const seen = [['preload', document.readyState, document.documentElement, document.body]];

contextBridge.exposeInMainWorld('seen', seen);
contextBridge.exposeInMainWorld('notes', { add: (text) => ipcRenderer.invoke('add', text) });

window.addEventListener('DOMContentLoaded', () => {
  seen.push(['preload at DOMContentLoaded', document.getElementById('list').textContent.trim()]);
  document.getElementById('end').textContent = `by ${process.type}`;
});
