// @ts-check
'use strict';

/** Set on the `process.versions` that `ipcmain/electron` has made, by whichever copy of the package. */
const MADE = Symbol.for('ipcmain.versions');

/** Whether this thread was made to look like Electron's. */
function isDisguised() {
  return MADE in process.versions;
}

/**
 * Whether this is a process of Electron itself, which has everything that `ipcmain/electron` stands for. One that
 * was told to be Node (`ELECTRON_RUN_AS_NODE`) has no `process.type`.
 */
function isInElectron() {
  const { type, versions } = /** @type {any} */ (process);
  return type !== undefined && versions.electron !== undefined && !isDisguised();
}

/** @param {string} electron the version that it says */
function versionsOf(electron) {
  const versions = { ...process.versions, electron };
  return Object.freeze(Object.defineProperty(versions, MADE, { value: true }));
}

module.exports = { isDisguised, isInElectron, versionsOf };
