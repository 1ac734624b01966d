// What each of the two renderers of the demo does.

import { ipcRenderer } from 'ipcmain';

const say = (text) => ipcRenderer.send('say', text);

ipcRenderer.once('start', async () => {
  say(`sendSync returned "${ipcRenderer.sendSync('synchronous-message', 'ping')}"`);

  const reply = new Promise((resolve) => {
    ipcRenderer.once('asynchronous-reply', (_event, arg) => resolve(arg));
  });
  ipcRenderer.send('asynchronous-message', 'ping');
  say(`got "${await reply}"`);

  say(`invoke('divide', 84, 2) resolved with ${await ipcRenderer.invoke('divide', 84, 2)}`);
  await ipcRenderer.invoke('divide', 1, 0).catch((error) => {
    say(`invoke('divide', 1, 0) rejected: ${error.message}`);
  });
  ipcRenderer.send('finished');
});

ipcRenderer.once('goodbye', () => say('says goodbye and ends'));
