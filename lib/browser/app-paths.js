// @ts-check
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** @returns {{ name?: string, productName?: string, version?: string }} */
function manifest() {
  try {
    return JSON.parse(fs.readFileSync(path.join(appPath(), 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** The nearest folder with a `package.json`, from the running script upwards, else the current one. */
function appPath() {
  const script = process.argv[1] ? path.resolve(process.argv[1]) : undefined;
  const start = script === undefined || isTool(script) ? process.cwd() : folderOf(script);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}

/**
 * The folder of a script, which may be the folder itself: `node .`
 *
 * @param {string} script
 */
function folderOf(script) {
  return fs.statSync(script, { throwIfNoEntry: false })?.isDirectory()
    ? script
    : path.dirname(script);
}

/**
 * Whether a script is one that the program in the current folder has installed, such as a test runner.
 *
 * @param {string} script
 */
function isTool(script) {
  const [project, inside] = script.split(`${path.sep}node_modules${path.sep}`, 2);
  return inside !== undefined && `${process.cwd()}${path.sep}`.startsWith(`${project}${path.sep}`);
}

function appData() {
  const home = os.homedir();
  if (process.platform === 'win32')
    return process.env.APPDATA ?? path.join(home, 'AppData', 'Roaming');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? path.join(home, '.config');
}

/** Folders of the user that have the same name on every platform. */
const userFolders = new Set(['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos']);

/**
 * Where a folder is unless it was set.
 *
 * @param {string} name
 * @param {{ getName(): string, getPath(name: string): string }} app
 * @returns {string | undefined} nothing when there is no such folder
 */
function defaultPath(name, app) {
  switch (name) {
    case 'home':
      return os.homedir();
    case 'appData':
      return appData();
    case 'userData':
      return path.join(app.getPath('appData'), app.getName());
    case 'sessionData':
      return app.getPath('userData');
    case 'logs':
      return path.join(app.getPath('userData'), 'logs');
    case 'temp':
      return os.tmpdir();
    case 'exe':
      return process.execPath;
  }
  const folder = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return userFolders.has(folder) && folder !== name ? path.join(os.homedir(), folder) : undefined;
}

module.exports = { appPath, defaultPath, isAbsolute: path.isAbsolute, manifest };
