const { ipcRenderer } = require('ipcmain');

ipcRenderer.once('greeting', async (_event, greeting) => {
  const sum = await ipcRenderer.invoke('add', 2, 3);
  ipcRenderer.send('done', { sum, sync: ipcRenderer.sendSync('ping', 'ping'), greeting });
});
