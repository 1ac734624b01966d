import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { electronApp, is, optimizer, platform } from '@electron-toolkit/utils';
import { BrowserWindow } from 'electron';

const { inWindow, openWindow, scenario, until } = createRequire(import.meta.url)(
  '../../support/scenario.cjs',
);

/** What a frameless window has in the place of its title bar. */
function press(window, action) {
  return inWindow(
    window,
    (name) => require('electron').ipcRenderer.send('win:invoke', name),
    action,
  );
}

const key = (code, more) => ({ type: 'keyDown', code, key: code, ...more });

scenario({
  'knows where it runs': () => {
    assert.deepEqual([is.dev, platform.isLinux], [true, process.platform === 'linux']);
    electronApp.setAppUserModelId('com.example');
  },
  'the buttons of a frameless window reach main': async () => {
    optimizer.registerFramelessWindowIpc();
    const window = await openWindow();
    for (const [action, is] of [
      ['max', () => window.isMaximized()],
      ['max', () => !window.isMaximized()],
      ['min', () => window.isMinimized()],
      ['show', () => window.isVisible()],
    ]) {
      await press(window, action);
      await until(is);
    }
    const closed = once(window, 'closed');
    press(window, 'close');
    await closed;
    assert.deepEqual(BrowserWindow.getAllWindows(), []);
  },
  'keys that a window does not want are prevented, and one closes it': async () => {
    const window = await openWindow();
    optimizer.watchWindowShortcuts(window, { escToCloseWindow: true });
    const pressed = (input) => {
      let prevented = false;
      const event = { preventDefault: () => (prevented = true) };
      window.webContents.emit('before-input-event', event, input);
      return prevented;
    };
    assert.equal(pressed(key('Minus', { control: true })), true);
    assert.equal(pressed(key('KeyA')), false);
    assert.equal(pressed(key('F12')), false);
    assert.equal(pressed(key('Escape')), true);
    assert.equal(window.isDestroyed(), true);
  },
});
