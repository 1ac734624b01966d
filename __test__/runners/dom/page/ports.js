const { ipcRenderer } = require('electron');

ipcRenderer.on('main-world-port', (event) => {
  window.postMessage('main-world-port', '*', event.ports);
});
