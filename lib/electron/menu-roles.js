// @ts-check
'use strict';

// What a menu item is by its role, as Electron has it: its label, its keys, its entries, and what choosing it does.

const { app } = require('../browser/app');

const isMac = process.platform === 'darwin';
const isWindows = process.platform === 'win32';

/**
 * @typedef {object} Role
 * @property {string} label
 * @property {string} [accelerator]
 * @property {boolean} [registerAccelerator] `false` where a page has the keys itself
 * @property {'separator' | 'checkbox'} [type]
 * @property {() => unknown} [appMethod]
 * @property {(window: any) => unknown} [windowMethod]
 * @property {(contents: any) => unknown} [webContentsMethod]
 * @property {object[]} [submenu]
 */

/** @param {string} method of contents, which a page has keys for */
function editing(/** @type {string} */ label, method, /** @type {string} */ accelerator) {
  const webContentsMethod = (/** @type {any} */ contents) => contents[method]();
  return { label, accelerator, webContentsMethod, registerAccelerator: false };
}

/** @param {string} label */
function zoom(
  label,
  /** @type {string} */ accelerator,
  /** @type {(level: number) => number} */ next,
) {
  const webContentsMethod = (/** @type {any} */ contents) =>
    contents.setZoomLevel(next(contents.getZoomLevel()));
  return { label, accelerator, webContentsMethod };
}

/** The entries of a menu, by their roles and types. @param {string} names */
function entries(names) {
  return names.split(' ').map((name) => (name === '-' ? { type: 'separator' } : { role: name }));
}

const redoKeys = isWindows ? 'Control+Y' : 'Shift+CommandOrControl+Z';
const editMenu = 'undo redo - cut copy paste - selectAll';
const editMenuOfMac = 'undo redo - cut copy paste pasteAndMatchStyle delete selectAll';

/** @type {Record<string, () => Role>} made when one is asked for, because the name of the program may change */
const roles = {
  about: () => ({
    label: process.platform === 'linux' ? 'About' : `About ${app.name}`,
    appMethod: () => /** @type {any} */ (app).showAboutPanel(),
  }),
  close: () => ({
    label: isMac ? 'Close Window' : 'Close',
    accelerator: 'CommandOrControl+W',
    windowMethod: (window) => window.close(),
  }),
  copy: () => editing('Copy', 'copy', 'CommandOrControl+C'),
  cut: () => editing('Cut', 'cut', 'CommandOrControl+X'),
  delete: () => ({ label: 'Delete', webContentsMethod: (contents) => contents.delete() }),
  forcereload: () => ({
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    windowMethod: (window) => window.webContents.reloadIgnoringCache(),
  }),
  front: () => ({ label: 'Bring All to Front' }),
  help: () => ({ label: 'Help' }),
  hide: () => ({ label: `Hide ${app.name}`, accelerator: 'Command+H' }),
  hideothers: () => ({ label: 'Hide Others', accelerator: 'Command+Alt+H' }),
  minimize: () => ({
    label: 'Minimize',
    accelerator: 'CommandOrControl+M',
    windowMethod: (window) => window.minimize(),
  }),
  paste: () => editing('Paste', 'paste', 'CommandOrControl+V'),
  pasteandmatchstyle: () =>
    editing(
      'Paste and Match Style',
      'pasteAndMatchStyle',
      isMac ? 'Cmd+Option+Shift+V' : 'Shift+CommandOrControl+V',
    ),
  quit: () => ({
    label: isMac ? `Quit ${app.name}` : isWindows ? 'Exit' : 'Quit',
    accelerator: isWindows ? undefined : 'CommandOrControl+Q',
    appMethod: () => app.quit(),
  }),
  redo: () => editing('Redo', 'redo', redoKeys),
  reload: () => ({
    label: 'Reload',
    accelerator: 'CmdOrCtrl+R',
    windowMethod: (window) => window.reload(),
  }),
  resetzoom: () => zoom('Actual Size', 'CommandOrControl+0', () => 0),
  selectall: () => editing('Select All', 'selectAll', 'CommandOrControl+A'),
  services: () => ({ label: 'Services' }),
  startspeaking: () => ({ label: 'Start Speaking' }),
  stopspeaking: () => ({ label: 'Stop Speaking' }),
  toggledevtools: () => ({
    label: 'Toggle Developer Tools',
    accelerator: isMac ? 'Alt+Command+I' : 'Ctrl+Shift+I',
    windowMethod: (window) => window.webContents.toggleDevTools(),
  }),
  togglefullscreen: () => ({
    label: 'Toggle Full Screen',
    accelerator: isMac ? 'Control+Command+F' : 'F11',
    windowMethod: (window) => window.setFullScreen(!window.isFullScreen()),
  }),
  undo: () => editing('Undo', 'undo', 'CommandOrControl+Z'),
  unhide: () => ({ label: 'Show All' }),
  window: () => ({ label: 'Window' }),
  zoom: () => ({ label: 'Zoom' }),
  zoomin: () => zoom('Zoom In', 'CommandOrControl+Plus', (level) => level + 0.5),
  zoomout: () => zoom('Zoom Out', 'CommandOrControl+-', (level) => level - 0.5),

  appmenu: () => ({
    label: app.name,
    submenu: entries('about - services - hide hideOthers unhide - quit'),
  }),
  editmenu: () => ({ label: 'Edit', submenu: entries(isMac ? editMenuOfMac : editMenu) }),
  filemenu: () => ({ label: 'File', submenu: entries(isMac ? 'close' : 'quit') }),
  viewmenu: () => ({
    label: 'View',
    submenu: entries(
      'reload forceReload toggleDevTools - resetZoom zoomIn zoomOut - togglefullscreen',
    ),
  }),
  windowmenu: () => ({
    label: 'Window',
    submenu: entries(isMac ? 'minimize zoom - front' : 'minimize zoom close'),
  }),
};

/**
 * @param {unknown} name in lower case
 * @returns {Role | undefined}
 */
function roleOf(name) {
  return typeof name === 'string' && Object.hasOwn(roles, name) ? roles[name]?.() : undefined;
}

/**
 * Does what a role stands for.
 *
 * @param {Role | undefined} role
 * @param {any} window
 * @param {any} contents
 * @returns {boolean} whether there was something to do
 */
function execute(role, window, contents) {
  if (role?.appMethod) role.appMethod();
  else if (role?.windowMethod && window != null) role.windowMethod(window);
  else if (role?.webContentsMethod && contents != null) role.webContentsMethod(contents);
  else return false;
  return true;
}

module.exports = { execute, roleOf };
