// What packages of Electron ask of the host besides IPC (host 1.3, 2).

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { app, BaseWindow, BrowserWindow, Menu, session } from 'ipcmain/electron';

await app.whenReady();

const preload = fileURLToPath(new URL('fixtures/window/preload.cjs', import.meta.url));
const first = fileURLToPath(new URL('fixtures/window/first.cjs', import.meta.url));

async function openWindow(t, webPreferences = {}) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, ...webPreferences },
  });
  t.after(() => window.destroy());
  await window.loadURL('about:blank');
  return window;
}

describe('a session', () => {
  it('runs its preload scripts before those of its windows, and not in others', async (t) => {
    const created = once(app, 'session-created');
    const mine = session.fromPartition('mine');
    assert.deepEqual(await created, [mine]);
    const id = mine.registerPreloadScript({ type: 'frame', filePath: first });
    const window = await openWindow(t, { partition: 'mine', preload });
    assert.equal(window.webContents.session, mine);
    const run = 'typeof firstRan';
    assert.equal(await window.webContents.executeJavaScript('firstRan'), 'before api');
    mine.unregisterPreloadScript(id);
    await window.loadURL('about:blank');
    assert.equal(await window.webContents.executeJavaScript(run), 'undefined');
    const other = await openWindow(t);
    assert.equal(other.webContents.session, session.defaultSession);
  });

  it('refuses what Electron refuses', () => {
    const mine = session.fromPartition('refuses');
    const script = { id: 'a', type: 'frame', filePath: first };
    mine.registerPreloadScript(script);
    assert.throws(() => mine.registerPreloadScript(script), {
      message: "Cannot register preload script with existing ID 'a'",
    });
    assert.throws(() => mine.registerPreloadScript({ type: 'frame', filePath: 'x.js' }), {
      message: 'Preload script must have absolute path: x.js',
    });
    assert.throws(() => mine.unregisterPreloadScript('b'), {
      message: "Cannot unregister preload script with non-existing ID 'b'",
    });
    assert.deepEqual(mine.getPreloads(), [first]);
  });
});

describe('a renderer', () => {
  it('knows what it is before its preload runs', async (t) => {
    const { webContents: contents } = await openWindow(t);
    const seen = await contents.executeJavaScript(
      `[process.type, process.contextId, process.contextIsolated, process.versions.electron,
        process._linkedBinding('electron_common_v8_util').getHiddenValue(globalThis, 'contextId')]`,
    );
    const id = `${contents.getProcessId()}-1`;
    assert.deepEqual(seen, ['renderer', id, false, process.versions.electron, id]);
  });

  it('posts messages to itself', async (t) => {
    const { webContents: contents } = await openWindow(t);
    const seen = await contents.executeJavaScript(`new Promise((resolve) => {
      window.addEventListener('message', ({ data, source }) => resolve([data, source === window]));
      window.postMessage({ a: 1 });
    })`);
    assert.deepEqual(seen, [{ a: 1 }, true]);
  });

  it("is heard by 'console-message'", async (t) => {
    const { webContents: contents } = await openWindow(t);
    const heard = once(contents, 'console-message');
    await contents.executeJavaScript(`console.debug('a %s', 1, null); 0`);
    const [{ level, message, frame }, ...old] = await heard;
    assert.deepEqual([level, message, frame], ['debug', 'a %s 1 null', contents.mainFrame]);
    assert.deepEqual(old.slice(0, 2), [0, message]);
  });
});

describe('the rest', () => {
  it('menus are what their template says, and can be clicked', () => {
    const clicked = [];
    const menu = Menu.buildFromTemplate([
      { label: 'a', submenu: [{ id: 'b', label: 'b', click: ({ label }) => clicked.push(label) }] },
      { type: 'separator' },
      { role: 'help' },
    ]);
    Menu.setApplicationMenu(menu);
    Menu.getApplicationMenu().getMenuItemById('b').click();
    assert.deepEqual(clicked, ['b']);
    assert.deepEqual(
      menu.items.map(({ type }) => type),
      ['submenu', 'separator', 'normal'],
    );
  });

  it('all windows are windows', async (t) => {
    const window = await openWindow(t);
    assert.deepEqual(BaseWindow.getAllWindows(), BrowserWindow.getAllWindows());
    assert.ok(window instanceof BaseWindow);
    window.setTitle('x');
    assert.equal(window.getTitle(), 'x');
  });

  it('switches are kept', () => {
    app.commandLine.appendSwitch('Lang', 'de');
    assert.equal(app.commandLine.getSwitchValue('lang'), 'de');
    assert.equal(app.commandLine.hasSwitch('other'), false);
  });
});
