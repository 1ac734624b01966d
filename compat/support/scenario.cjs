// @ts-check
'use strict';

// What every scenario is written with: its steps, and a window to run code in.

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout } = require('node:timers/promises');
const { app, BrowserWindow } = require('electron');

/** How long one of them may take, in milliseconds. */
const STEP = 5000;

/**
 * Runs steps one after the other and prints a line for each. The process has to end by itself: what keeps it
 * alive after its windows are gone is a finding.
 *
 * @param {Record<string, () => unknown>} steps by what they show
 */
async function scenario(steps) {
  const userData = mkdtempSync(join(tmpdir(), 'ipcmain-compat-'));
  process.on('exit', () => rmSync(userData, { recursive: true, force: true }));
  app.setPath('userData', userData);
  await app.whenReady();
  for (const [title, run] of Object.entries(steps)) {
    try {
      await Promise.race([run(), overdue()]);
      console.log(`ok ${title}`);
    } catch (error) {
      console.log(`failed ${title}`);
      console.error(error);
    }
  }
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  console.log('done');
}

/** Rejects when a step has taken too long; does not keep the process alive. */
async function overdue() {
  await setTimeout(STEP, undefined, { ref: false });
  throw new Error(`It has not ended within ${STEP / 1000} s`);
}

/**
 * A window that nobody sees, with a blank page unless told otherwise.
 *
 * @param {{ url?: string, file?: string, preload?: string, prepare?: (window: any) => void }} [options]
 *   `prepare` gets the window before it loads
 */
async function openWindow({ url = 'about:blank', file, preload, prepare } = {}) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload, nodeIntegration: true, contextIsolation: false, sandbox: false },
  });
  prepare?.(window);
  await (file === undefined ? window.loadURL(url) : window.loadFile(file));
  return window;
}

/**
 * Runs a function in a window. It travels as text, so it closes over nothing; what a later one needs goes
 * on `globalThis`.
 *
 * @param {any} window
 * @param {(...args: any[]) => unknown} run
 * @param {...unknown} args
 * @returns {Promise<any>}
 */
function inWindow(window, run, ...args) {
  return window.webContents.executeJavaScript(`(${run})(...${JSON.stringify(args)})`);
}

/**
 * Waits until something holds.
 *
 * @param {() => unknown} holds
 */
async function until(holds) {
  while (!holds()) await setTimeout(1);
}

module.exports = { inWindow, openWindow, scenario, until };
