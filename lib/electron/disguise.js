// @ts-check
'use strict';

// What makes `process` look like Electron's: packages choose their half by it, before they load `electron`.

const { isInElectron, versionsOf } = require('../common/host');
const { hasParentHub } = require('../common/inheritance');
const { linkedBinding } = require('./linked-binding');
const { systemFunctions } = require('./system-functions');

/** The version of Electron whose names and rules these are. */
const ELECTRON = '45.4.1';

/** Electron's name for what this thread is: `'renderer'` when its main is another thread. */
const processType = hasParentHub() ? 'renderer' : 'browser';

let isDone = false;
let isProgram = false;

/** Makes `process` say what it says in Electron, unless it says so itself. */
function disguise() {
  if (isDone || isInElectron()) return;
  isDone = true;
  Object.defineProperty(process, 'versions', {
    value: versionsOf(ELECTRON),
    configurable: true,
    enumerable: true,
  });
  Object.assign(process, { type: processType, _linkedBinding: linkedBinding, ...systemFunctions });
  const resourcesPath = { get: folderOfApp, configurable: true, enumerable: true };
  Object.defineProperty(process, 'resourcesPath', resourcesPath);
  // Which is how Electron says that the program's file was given on the command line.
  if (processType === 'browser') Object.assign(process, { defaultApp: true });
  else disguiseRenderer();
}

/** There is no package whose resources could stand elsewhere. */
function folderOfApp() {
  return require('../browser/app').app.getAppPath();
}

function disguiseRenderer() {
  Object.assign(process, { contextIsolated: false, isMainFrame: true, sandboxed: false });
  if ('contextId' in process) return;
  // Looked up when it is asked for: that makes the thread a renderer, which not every Worker is.
  Object.defineProperty(process, 'contextId', {
    get: () => `${require('../renderer/renderer').renderer.main.peer}-1`,
    configurable: true,
    enumerable: true,
  });
}

/**
 * The same where a whole program runs as in Electron, by `ipcmain/register/app`: its main has nothing of a
 * renderer then. Elsewhere, as in a test of one thread, both sides may be wanted.
 */
function runAsProgram() {
  isProgram = true;
  disguise();
}

/** Whether this thread has what only renderers have. */
function hasRendererSide() {
  return processType === 'renderer' || !isProgram;
}

module.exports = { disguise, hasRendererSide, processType, runAsProgram };
