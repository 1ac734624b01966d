// Host 2: what of Electron's host is here, and that the rest says so, member by member.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  nativeTheme,
  session,
  webContents,
} from 'ipcmain/electron';
import { objectsHere, page } from '../scripts/host-members.mjs';
import { captureConsole } from './support/main.mjs';

await app.whenReady();

function openWindow(t) {
  const window = new BrowserWindow({ show: false });
  t.after(() => window.destroy());
  return window;
}

describe('the members that Electron declares', () => {
  it('host 2: are here or say that they are not', () => {
    const lost = objectsHere().flatMap(({ label, members }) =>
      members.flatMap(({ name, state }) => (state === 'lost' ? [`${label}: ${name}`] : [])),
    );
    assert.deepEqual(lost, []);
  });

  it('host 2: are what docs/host.md says', () => {
    const text = readFileSync(new URL('../docs/host.md', import.meta.url), 'utf8');
    const cells = (table) => table.replaceAll(/ +|-{3,}/g, ' ').replaceAll('|  |', '| |');
    assert.equal(cells(text), cells(page()));
  });

  it('host 2: that are not built say which one it is when they are called', (t) => {
    const window = openWindow(t);
    const refusal = (use) => ({
      code: 'ERR_IPC_NOT_IMPLEMENTED',
      message: `ipcmain/electron: ${use} is not implemented. Replace it in the test or guard it with a check of its own.`,
    });
    assert.throws(() => app.relaunch(), refusal('app.relaunch()'));
    assert.throws(() => window.capturePage(), refusal('BrowserWindow.capturePage()'));
    assert.throws(() => window.webContents.print(), refusal('WebContents.print()'));
    app.relaunch = () => 'replaced';
    t.after(() => delete app.relaunch);
    assert.equal(app.relaunch(), 'replaced');
  });

  it('host 2: that only a screen would show do nothing, the others answer what is true', (t) => {
    const window = openWindow(t);
    assert.equal(window.setMenu(null), undefined);
    assert.equal(window.webContents.isDevToolsOpened(), false);
    assert.equal(webContents.getFocusedWebContents(), window.webContents);
    assert.deepEqual(app.getPreferredSystemLanguages(), [app.getLocale()]);
    assert.deepEqual(
      [app.hasSingleInstanceLock(), app.requestSingleInstanceLock(), app.hasSingleInstanceLock()],
      [false, true, true],
    );
  });
});

describe('the properties of a window', () => {
  it('host 2: stand for the methods that ask and set', (t) => {
    const window = openWindow(t);
    for (const [name, get] of [
      ['autoHideMenuBar', 'isMenuBarAutoHide'],
      ['fullScreen', 'isFullScreen'],
      ['kiosk', 'isKiosk'],
    ]) {
      assert.deepEqual([window[name], window[get]()], [false, false], name);
      window[name] = true;
      assert.deepEqual([window[name], window[get]()], [true, true], name);
    }
    window.resizable = false;
    window.title = 'Notes';
    assert.deepEqual([window.isResizable(), window.getTitle()], [false, 'Notes']);
  });

  it('host 2: that are objects say which of their members is not built', (t) => {
    const window = openWindow(t);
    const { webContents: contents } = window;
    const refusal = (use) => ({ code: 'ERR_IPC_NOT_IMPLEMENTED', message: new RegExp(use) });
    assert.throws(() => window.contentView.addChildView({}), refusal('View.addChildView'));
    assert.throws(() => contents.debugger.attach(), refusal('Debugger.attach'));
    assert.throws(() => contents.navigationHistory.goBack(), refusal('NavigationHistory.goBack'));
    assert.equal(
      contents.debugger.on('message', () => {}),
      contents.debugger,
    );
    assert.equal(contents.navigationHistory, contents.navigationHistory);
    assert.equal(contents.navigationHistory.canGoBack(), false);
  });
});

describe('a session', () => {
  it('host 2: takes what it will never ask, and has nothing to clear', async () => {
    const { defaultSession } = session;
    defaultSession.setPermissionRequestHandler(() => assert.fail('never'));
    defaultSession.webRequest.onBeforeRequest({ urls: ['*'] }, () => assert.fail('never'));
    assert.deepEqual(
      [await defaultSession.clearCache(), await defaultSession.getCacheSize()],
      [undefined, 0],
    );
    assert.throws(() => defaultSession.downloadURL('https://example.com/'), {
      code: 'ERR_IPC_NOT_IMPLEMENTED',
    });
  });
});

describe('the states of a window', () => {
  for (const [begin, end, has, events] of [
    ['maximize', 'unmaximize', 'isMaximized', ['maximize', 'unmaximize']],
    ['minimize', 'restore', 'isMinimized', ['minimize', 'restore']],
  ]) {
    it(`host 2: ${begin}() and ${end}() are kept and told once`, (t) => {
      const window = openWindow(t);
      const told = [];
      for (const event of events) window.on(event, () => told.push([event, window[has]()]));
      for (const method of [end, begin, begin, end, end]) window[method]();
      assert.deepEqual(told, [
        [events[0], true],
        [events[1], false],
      ]);
    });
  }

  it('host 2: so is setFullScreen()', (t) => {
    const window = openWindow(t);
    const told = [];
    for (const event of ['enter-full-screen', 'leave-full-screen']) {
      window.on(event, () => told.push([event, window.isFullScreen()]));
    }
    for (const flag of [true, true, false]) window.setFullScreen(flag);
    assert.deepEqual(told, [
      ['enter-full-screen', true],
      ['leave-full-screen', false],
    ]);
  });
});

describe('the place of a window', () => {
  it('host 2: is a record, and what changes it is told', (t) => {
    const window = new BrowserWindow({ x: 1, y: 2, width: 300, height: 200, maxWidth: 500 });
    t.after(() => window.destroy());
    const told = [];
    for (const name of ['resize', 'resized', 'move', 'moved']) {
      window.on(name, () => told.push(name));
    }
    assert.deepEqual(window.getBounds(), { x: 1, y: 2, width: 300, height: 200 });
    window.setSize(900, 100);
    assert.deepEqual(
      [window.getSize(), window.getContentSize()],
      [
        [500, 100],
        [500, 100],
      ],
    );
    window.setPosition(1, 2);
    window.setBounds({ x: 7 });
    assert.deepEqual(
      [window.getPosition(), told],
      [
        [7, 2],
        ['resize', 'resized', 'move', 'moved'],
      ],
    );
    assert.deepEqual(openWindow(t).getBounds(), { x: 0, y: 0, width: 800, height: 600 });
  });

  it('host 2: and so is what can be done with it', (t) => {
    const window = new BrowserWindow({ resizable: false, alwaysOnTop: true });
    t.after(() => window.destroy());
    assert.deepEqual(
      [window.isResizable(), window.isAlwaysOnTop(), window.isMovable()],
      [false, true, true],
    );
    window.setResizable(true);
    window.setKiosk(true);
    assert.deepEqual([window.isResizable(), window.isKiosk()], [true, true]);
    window.destroy();
    assert.throws(() => window.isKiosk(), {
      name: 'TypeError',
      message: 'Object has been destroyed',
    });
  });

  it('host 2: showInactive() leaves the focus where it is', (t) => {
    const [hidden, other] = [openWindow(t), openWindow(t)];
    hidden.showInactive();
    assert.deepEqual([hidden.isVisible(), other.isFocused()], [true, true]);
  });
});

describe('a parent window', () => {
  it('host 2: knows its children, and takes them with it', (t) => {
    const parent = openWindow(t);
    const [child, other] = [new BrowserWindow({ parent, modal: true }), openWindow(t)];
    const grandchild = new BrowserWindow({ parent: child });
    other.setParentWindow(parent);
    assert.deepEqual(parent.getChildWindows(), [child, other]);
    assert.deepEqual([child.getParentWindow(), parent.getParentWindow()], [parent, null]);
    assert.deepEqual([child.isModal(), other.isModal()], [true, false]);
    other.setParentWindow(null);
    const closed = [];
    for (const window of [parent, child, grandchild]) {
      window.on('closed', () => closed.push(window));
    }
    parent.close();
    assert.deepEqual(closed, [grandchild, child, parent]);
    assert.equal(other.isDestroyed(), false);
  });
});

describe('app', () => {
  it('host 2: exit() closes all windows, asks nobody, and says its code', (t) => {
    const window = openWindow(t);
    window.on('close', (event) => event.preventDefault());
    const told = [];
    const tell = (name) => {
      const listener = (_event, code) => told.push([name, code]);
      app.on(name, listener);
      t.after(() => app.off(name, listener));
    };
    for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) tell(name);
    app.exit(3);
    assert.deepEqual([window.isDestroyed(), told], [true, [['quit', 3]]]);
  });
});

describe('what a desktop would do', () => {
  it('host 2: a message box is printed, and answered as by somebody who closes it', async (t) => {
    const printed = captureConsole(t, 'error');
    const window = openWindow(t);
    const buttons = ['Save', 'Delete', 'Cancel'];
    for (const [options, button] of [
      [{ message: 'Sure?', detail: 'Really?', buttons }, 2],
      [{ message: 'Sure?', buttons, cancelId: 1 }, 1],
      [{ message: 'Sure?', buttons: ['Yes', 'Later'] }, 0],
      [{ message: 'Sure?', buttons: ['Yes', 'Later'], defaultId: 0 }, 1],
    ]) {
      assert.equal(dialog.showMessageBoxSync(options), button);
      assert.deepEqual(await dialog.showMessageBox(window, options), {
        response: button,
        checkboxChecked: false,
      });
    }
    assert.deepEqual(printed[0], ['Sure?\nReally?']);
  });

  it('host 2: the theme is light until the program wants a dark one', (t) => {
    t.after(() => (nativeTheme.themeSource = 'system'));
    const told = [];
    nativeTheme.on('updated', () => told.push(nativeTheme.shouldUseDarkColors));
    for (const source of ['light', 'dark', 'dark', 'system']) nativeTheme.themeSource = source;
    assert.deepEqual(told, [true, false]);
    assert.throws(() => (nativeTheme.themeSource = 'blue'), TypeError);
  });
});

describe('the clipboard', () => {
  it("host 2: keeps the program's own texts", async (t) => {
    t.after(() => clipboard.clear());
    assert.equal(await clipboard.readText(), '');
    await clipboard.writeText('text');
    const seen = [clipboard.readText(), clipboard.has('text/plain'), clipboard.has('image/png')];
    assert.deepEqual(await Promise.all(seen), ['text', true, false]);
    clipboard.clear();
    assert.equal(await clipboard.readText(), '');
  });
});
