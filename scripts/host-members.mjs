// What of Electron's host is here, member by member: writes docs/host.md, and what the package itself knows of
// Electron's members (`npm run host`).

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { declarations, declaredMembers, declaredModule, TEXT } from './declared-members.mjs';

const require = createRequire(import.meta.url);
const electron = require('../electron.js');
const PAGE = new URL('../docs/host.md', import.meta.url);

/** Each object of `ipcmain/electron` that has something, with Electron's name for its members. */
export function objectsHere() {
  const window = new electron.BrowserWindow({ show: false });
  const { port1, port2 } = new electron.MessageChannelMain();
  const { webContents: contents } = window;
  const objects = [
    ['app', 'App', electron.app],
    ['autoUpdater', 'AutoUpdater', electron.autoUpdater],
    ['BrowserWindow', 'BrowserWindow', electron.BrowserWindow, true],
    ['a window', 'BrowserWindow', window],
    ['clipboard', 'Clipboard', electron.clipboard],
    ['contextBridge', 'ContextBridge', electron.contextBridge],
    ['crashReporter', 'CrashReporter', electron.crashReporter],
    ['dialog', 'Dialog', electron.dialog],
    ['globalShortcut', 'GlobalShortcut', electron.globalShortcut],
    ['ipcMain', 'IpcMain', electron.ipcMain],
    ['ipcRenderer', 'IpcRenderer', electron.ipcRenderer],
    ['Menu', 'Menu', electron.Menu, true],
    ['a menu', 'Menu', new electron.Menu()],
    ['a menu item', 'MenuItem', new electron.MenuItem({ label: 'x' })],
    ['MessageChannelMain', 'MessageChannelMain', new electron.MessageChannelMain()],
    ['a MessagePortMain', 'MessagePortMain', port1],
    ['nativeImage', 'NativeImage', electron.nativeImage, true],
    ['an image', 'NativeImage', electron.nativeImage.createEmpty()],
    ['nativeTheme', 'NativeTheme', electron.nativeTheme],
    ['net', 'Net', electron.net],
    ['Notification', 'Notification', electron.Notification, true],
    ['powerMonitor', 'PowerMonitor', electron.powerMonitor],
    ['protocol', 'Protocol', electron.protocol],
    ['safeStorage', 'SafeStorage', electron.safeStorage],
    ['screen', 'Screen', electron.screen],
    ['session', 'Session', electron.session, true],
    ['a session', 'Session', electron.session.defaultSession],
    ['shell', 'Shell', electron.shell],
    ['systemPreferences', 'SystemPreferences', electron.systemPreferences],
    ['webContents', 'WebContents', electron.webContents, true],
    ['the contents of a window', 'WebContents', contents],
    ['webFrame', 'WebFrame', electron.webFrame],
    ['webFrameMain', 'WebFrameMain', electron.webFrameMain, true],
    ['a frame', 'WebFrameMain', contents.mainFrame],
    ['webUtils', 'WebUtils', electron.webUtils],
  ].map(([label, name, object, isStatic = false]) => {
    const members = declaredMembers(name).filter((member) => member.isStatic === isStatic);
    return {
      label,
      name,
      members: members.map((member) => ({ ...member, state: state(object, member) })),
    };
  });
  port2.close();
  window.destroy();
  return objects;
}

const { hostMembers, namesIn } = require('../lib/electron/host-members.js');
const { refusals } = require('../lib/electron/not-implemented.js');

/** Whether a member is `here`, has nothing to do (`idle`), `throws`, or is `undefined`. */
function state(object, { name, isMethod }) {
  for (const { target, nothing, answers, missing } of hostMembers) {
    if (!(object === target || Object.prototype.isPrototypeOf.call(target, object))) continue;
    if (namesIn(nothing).includes(name) || Object.hasOwn(answers, name)) return 'idle';
    if (namesIn(missing).includes(name)) return 'throws';
  }
  const { get, value } = descriptorOf(object, name) ?? {};
  if (refusals.has(get ?? value)) return 'throws';
  if (name in object) return 'here';
  return isMethod ? 'lost' : 'undefined';
}

function descriptorOf(object, name) {
  for (let owner = object; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

/** The page as it should be. */
export function page() {
  const cell = (members, wanted) =>
    members.flatMap(({ name, state }) => (state === wanted ? [`\`${name}\``] : [])).join(', ');
  const objects = objectsHere();
  const rows = objects.map(({ label, members }) => {
    const cells = ['here', 'idle', 'throws', 'undefined'].map((wanted) => cell(members, wanted));
    return `| ${[label, ...cells].join(' | ')} |`;
  });
  const all = objects.flatMap(({ members }) => members);
  const count = (wanted) => all.filter(({ state }) => state === wanted).length;
  const { version } = JSON.parse(readFileSync(new URL('package.json', declarations), 'utf8'));
  return [
    '# What of Electron there is, member by member',
    '',
    `The methods and properties that Electron ${version} declares, on the objects of which something is here:`,
    `${count('here')} are here, ${count('idle')} have nothing to do or a fixed answer without a screen and a desktop, ${count('throws')} throw`,
    '`ERR_IPC_NOT_IMPLEMENTED` and say which member it is, and',
    `${count('undefined')} properties are undefined. Those of \`EventEmitter\` are all here and not listed. Every other export of`,
    'Electron can be imported, has the members that Electron declares, and throws when they are called. `npm run host` writes this page; a test says when it is not up to date.',
    '',
    '| | here | nothing to do | throws | undefined |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

await electron.app.whenReady();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TEXT, declaredModule());
  writeFileSync(PAGE, page());
  process.exit();
}
