// @ts-check
'use strict';

// What the Worker or the process of a window runs first: its preload script, then the scripts of its page.

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { isMainThread, workerData } = require('node:worker_threads');
require('../index');
const { serialize } = require('../common/codec/raw-serializer');
const { forwardConsole } = require('./console-messages');
const { contentOf } = require('./page/content');
const { openDocument } = require('./page/open-document');
const { runPage } = require('./page/run-page');
const { tellWindow } = require('./page/tell-window');
const { renderer } = require('./renderer');
const { makeWindow, takeLibraryWindow } = require('./window-globals');

/**
 * @type {{ call: number, url: string, processId: number, preloads: string[], nodeIntegration: boolean,
 *   additionalArguments: string[], appPath: string, electron: boolean }}
 */
const page = isMainThread ? inheritedPage() : workerData.ipcmainPage;

Object.defineProperty(process, 'contextId', { value: `${page.processId}-1`, enumerable: true });
if (page.electron) {
  require('../electron/disguise').disguise();
  // What main knows of the app, which this thread or process was not started by.
  Object.defineProperty(process, 'resourcesPath', { value: page.appPath });
}
process.argv.push(...page.additionalArguments);
makeWindow(page.url);
forwardConsole(tellWindow);

// The window keeps its renderer, whatever the page listens to.
renderer.setRef(true);
renderer.main.attachToParent(page.url);
load().catch((error) => {
  console.error(error);
  renderer.main.answer(page.call, serialize({ threw: true }));
});

/** What the process has inherited a pipe for: it may be longer than a variable of the environment. */
function inheritedPage() {
  const { PAGE_DESCRIPTOR } = require('../common/page-descriptor');
  try {
    return JSON.parse(fs.readFileSync(PAGE_DESCRIPTOR, 'utf8'));
  } finally {
    fs.closeSync(PAGE_DESCRIPTOR);
  }
}

/** @throws (as a rejection) when the page cannot be read */
async function load() {
  const content = contentOf(page.url);
  const document = await openDocument(page.url, content, page.appPath, takeLibraryWindow);
  const preloadErrors = [];
  for (const preload of page.preloads) preloadErrors.push(...(await runPreload(preload)));
  /** @type {NodeJS.EventEmitter} */ (process).emit('loaded');
  const requireFromApp = createRequire(path.join(page.appPath, '[page]'));
  if (page.nodeIntegration) /** @type {any} */ (globalThis).require = requireFromApp;
  await runPage(document, content.base);
  renderer.main.answer(page.call, outcome(preloadErrors));
}

/**
 * @param {string} preload
 * @returns {Promise<{ path: string, error: unknown }[]>} what it threw
 */
async function runPreload(preload) {
  try {
    if (preload.endsWith('.mjs')) await import(pathToFileURL(preload).href);
    else require(preload);
    return [];
  } catch (error) {
    console.error(`Unable to load preload script: ${preload}`);
    console.error(error);
    return [{ path: preload, error }];
  }
}

/** @param {{ path: string, error: unknown }[]} preloadErrors */
function outcome(preloadErrors) {
  try {
    return serialize({ result: preloadErrors });
  } catch {
    const errors = preloadErrors.map(({ path, error }) => ({
      path,
      error: new Error(String(error)),
    }));
    return serialize({ result: errors });
  }
}
