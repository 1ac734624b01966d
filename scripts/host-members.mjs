// What of Electron's host is here, member by member: writes docs/host.md (`npm run host`).

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const PAGE = new URL('../docs/host.md', import.meta.url);
const declarations = new URL('../node_modules/electron/electron.d.ts', import.meta.url);

const file = ts.createSourceFile(
  'electron.d.ts',
  readFileSync(declarations, 'utf8'),
  ts.ScriptTarget.Latest,
  true,
);
const space = file.statements.find(({ name }) => name?.text === 'Electron').body.statements;

/** What an emitter has is Node's. */
const ofEmitters = new Set(['addListener', 'off', 'on', 'once', 'removeListener']);

/**
 * What Electron declares of a class or a module.
 *
 * @param {string} name of the interface or class
 * @returns {{ name: string, isMethod: boolean, isStatic: boolean }[]}
 */
export function declaredMembers(name) {
  const found = new Map();
  for (const statement of space) {
    const isOne = ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!isOne || statement.name.text !== name) continue;
    for (const { type } of (statement.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => ({ type: expression.getText() })),
    )) {
      for (const member of declaredMembers(type))
        found.set(`${member.isStatic}${member.name}`, member);
    }
    for (const member of statement.members) {
      const called = member.name?.getText();
      if (called === undefined || ofEmitters.has(called)) continue;
      const isMethod = ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
      const isStatic = Boolean(
        member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword),
      );
      found.set(`${isStatic}${called}`, { name: called, isMethod, isStatic });
    }
  }
  return [...found.values()];
}

/** Each object of `ipcmain/electron` that has something, with Electron's name for its members. */
export function objectsHere() {
  const electron = require('../electron.js');
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

/** Whether a member is `here`, has nothing to do (`idle`), `throws`, or is `undefined`. */
function state(object, { name, isMethod }) {
  for (const { target, nothing, answers, missing } of hostMembers) {
    if (!(object === target || Object.prototype.isPrototypeOf.call(target, object))) continue;
    if (namesIn(nothing).includes(name) || Object.hasOwn(answers, name)) return 'idle';
    if (namesIn(missing).includes(name)) return 'throws';
  }
  if (name in object) return 'here';
  try {
    return isMethod && object[name] === undefined ? 'lost' : 'undefined';
  } catch {
    return 'throws';
  }
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
    'Electron can be imported, and throws when it is used. `npm run host` writes this page; a test says when it is not up to date.',
    '',
    '| | here | nothing to do | throws | undefined |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, page());
  process.exit();
}
