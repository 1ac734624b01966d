// Host I: menus, which no screen shows, are what their templates say and can be clicked.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { app, BrowserWindow, Menu, MenuItem } from 'ipcmain/electron';

await app.whenReady();

const isMac = process.platform === 'darwin';
const labelsOf = ({ items }) =>
  items.map(({ type, label }) => (type === 'separator' ? '-' : label));

describe('a menu item', () => {
  it('host I: has the label and the keys of its role, unless it has its own', () => {
    const copy = new MenuItem({ role: 'Copy' });
    assert.deepEqual(
      [copy.role, copy.label, copy.accelerator, copy.registerAccelerator, copy.type],
      ['copy', 'Copy', 'CommandOrControl+C', false, 'normal'],
    );
    const mine = new MenuItem({ role: 'reload', label: 'Again', accelerator: 'F5' });
    assert.deepEqual([mine.label, mine.accelerator], ['Again', 'F5']);
    assert.deepEqual(
      [new MenuItem({ label: 'x' }).enabled, new MenuItem({ label: 'x' }).id],
      [true, undefined],
    );
    assert.ok(new MenuItem({ label: 'x' }).commandId > mine.commandId);
  });

  it('host I: is told what Electron tells: itself, the window, the event', () => {
    const calls = [];
    const item = new MenuItem({
      label: 'x',
      type: 'checkbox',
      click: (...args) => calls.push(args),
    });
    item.click('event', 'window', 'contents');
    assert.deepEqual(calls, [[item, 'window', 'event']]);
    assert.equal(item.checked, true);
  });

  it('host I: does what its role stands for, and not what it was given', (t) => {
    const window = new BrowserWindow();
    t.after(() => window.destroy());
    const click = () => assert.fail('never');
    new MenuItem({ role: 'togglefullscreen', click }).click({}, window, window.webContents);
    assert.equal(window.isFullScreen(), true);
    new MenuItem({ role: 'minimize' }).click({}, window, window.webContents);
    assert.equal(window.isMinimized(), true);
    new MenuItem({ role: 'close' }).click({}, window, window.webContents);
    assert.equal(window.isDestroyed(), true);
    const quit = t.mock.method(app, 'quit', () => {});
    new MenuItem({ role: 'quit' }).click();
    assert.equal(quit.mock.callCount(), 1);
  });

  it('host I: refuses what Electron refuses', () => {
    assert.throws(
      () => new MenuItem({ type: 'submenu', submenu: {} }),
      new Error('Invalid submenu'),
    );
    assert.throws(
      () => new MenuItem({ label: 'x', type: 'odd' }),
      new Error('Unknown menu item type: odd'),
    );
    assert.throws(
      () => Menu.buildFromTemplate([{ click() {} }]),
      new TypeError('Invalid template for MenuItem: must have at least one of label, role or type'),
    );
    const menu = new Menu();
    assert.throws(() => menu.append({ label: 'x' }), new TypeError('Invalid item'));
    assert.throws(
      () => menu.insert(1, new MenuItem({ label: 'x' })),
      new RangeError('Position 1 cannot be greater than the total MenuItem count'),
    );
    assert.throws(() => Menu.setApplicationMenu({}), new TypeError('Invalid menu'));
  });
});

describe('a menu', () => {
  it('host I: has the entries of its roles', () => {
    const menu = Menu.buildFromTemplate([
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'viewMenu' },
    ]);
    assert.deepEqual(labelsOf(menu), ['File', 'Edit', 'View']);
    assert.deepEqual(labelsOf(menu.items[1].submenu).slice(0, 6), [
      'Undo',
      'Redo',
      '-',
      'Cut',
      'Copy',
      'Paste',
    ]);
    assert.equal(menu.items[2].submenu.items[0].accelerator, 'CmdOrCtrl+R');
    assert.deepEqual(labelsOf(menu.items[0].submenu), [isMac ? 'Close Window' : 'Quit']);
  });

  it('host I: has no separators that separate nothing', () => {
    const dash = { type: 'separator' };
    const menu = Menu.buildFromTemplate([dash, { label: 'a' }, dash, dash, { label: 'b' }, dash]);
    assert.deepEqual(labelsOf(menu), ['a', '-', 'b']);
  });

  it('host I: has one mark in a group of radio items', () => {
    const radio = (label, checked) => ({ label, type: 'radio', checked });
    const menu = Menu.buildFromTemplate([
      radio('a', true),
      radio('b'),
      { type: 'separator' },
      radio('c', true),
      radio('d'),
    ]);
    const marked = () => menu.items.filter(({ checked }) => checked).map(({ label }) => label);
    assert.deepEqual(marked(), ['a', 'c']);
    menu.items[1].click();
    menu.items[1].click();
    assert.deepEqual(marked(), ['b', 'c']);
    menu.items[4].checked = true;
    assert.deepEqual(marked(), ['b', 'd']);
  });

  it('host I: of the program is where both names for it look', (t) => {
    t.after(() => Menu.setApplicationMenu(null));
    const menu = Menu.buildFromTemplate([{ label: 'a', submenu: [{ id: 'b', label: 'b' }] }]);
    app.applicationMenu = menu;
    assert.equal(Menu.getApplicationMenu(), menu);
    assert.equal(app.applicationMenu, menu);
    assert.equal(menu.getMenuItemById('b').label, 'b');
    assert.equal(menu.getMenuItemById('c'), null);
  });
});
