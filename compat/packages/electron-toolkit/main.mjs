import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { IpcEmitter, IpcListener } from '@electron-toolkit/typed-ipc/main';
import { ipcMain } from 'electron';
import support from '../../support/scenario.cjs';

const { inWindow, openWindow, scenario, until } = support;
const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));
const listener = new IpcListener();
const pings = [];
listener.on('ping', (_event, n) => pings.push(n));
listener.handle('add', (_event, a, b) => a + b);

let window;

scenario({
  'a renderer emits and invokes': async () => {
    window = await openWindow({ preload });
    const sum = await inWindow(window, async () => {
      const ipc = await import('@electron-toolkit/typed-ipc/renderer');
      globalThis.seen = [];
      new ipc.IpcListener().on('n', (_event, n) => globalThis.seen.push(n));
      const emitter = new ipc.IpcEmitter();
      emitter.send('ping', 5);
      return emitter.invoke('add', 2, 3);
    });
    assert.equal(sum, 5);
    assert.deepEqual(pings, [5]);
  },
  'main emits': async () => {
    new IpcEmitter().send(window.webContents, 'n', 9);
    assert.deepEqual(await inWindow(window, () => globalThis.seen), [9]);
  },
  'every method of the exposed ipcRenderer': async () => {
    const heard = [];
    ipcMain.on('sync', (event, n) => (event.returnValue = n * 2));
    ipcMain.on('post', (event, value) => heard.push(value, event.ports.length));
    const seen = await inWindow(window, () => {
      const { ipcRenderer } = globalThis.electron;
      const { port1 } = new MessageChannel();
      const once = [];
      ipcRenderer.once('o', (_event, n) => once.push(n));
      const stop = ipcRenderer.on('gone', () => once.push('gone'));
      stop();
      ipcRenderer.on('never', () => once.push('never'));
      ipcRenderer.removeAllListeners('never');
      globalThis.once = once;
      ipcRenderer.postMessage('post', { a: 1 }, [port1]);
      ipcRenderer.sendToHost('host', 1);
      let sendTo;
      try {
        ipcRenderer.sendTo(1, 'x');
      } catch (error) {
        sendTo = error.message;
      }
      return [ipcRenderer.sendSync('sync', 21), sendTo];
    });
    assert.deepEqual(seen, [42, '"sendTo" method has been removed since Electron 28.']);
    await until(() => heard.length === 2);
    assert.deepEqual(heard, [{ a: 1 }, 1]);
    for (const channel of ['o', 'o', 'gone', 'never']) window.webContents.send(channel, channel);
    assert.deepEqual(await inWindow(window, () => globalThis.once), ['o']);
  },
  'webFrame, webUtils and process': async () => {
    const seen = await inWindow(window, () => {
      const { process, webFrame } = globalThis.electron;
      webFrame.setZoomFactor(2);
      webFrame.setZoomLevel(1);
      return [
        typeof webFrame.insertCSS('p {}'),
        process.platform,
        /^\d+\./.test(process.versions.electron),
      ];
    });
    assert.deepEqual(seen, ['string', process.platform, true]);
  },
  'dispose removes the listeners and the handlers': async () => {
    listener.dispose();
    await assert.rejects(
      inWindow(window, () => globalThis.electron.ipcRenderer.invoke('add', 1, 1)),
      /No handler registered for 'add'/,
    );
    assert.equal(ipcMain.listenerCount('ping'), 0);
  },
});
