const { ipcRenderer } = require('ipcmain');

ipcRenderer.invoke('add', 1, 2).then((sum) => ipcRenderer.send('sum', sum));
