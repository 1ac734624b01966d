// @ts-check
'use strict';

// What the Worker of a window runs first: its preload script, then the scripts of its page.

const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { workerData } = require('node:worker_threads');
require('../index');
const { serialize } = require('../common/codec/raw-serializer');
const { renderer } = require('./renderer');
const { runPage } = require('./page-scripts');
const { makeWindow } = require('./window-globals');

/** @type {{ call: number, url: string, preload?: string, nodeIntegration: boolean, appPath: string }} */
const page = workerData.ipcmainPage;

makeWindow(page.url);

// The window keeps its renderer, whatever the page listens to.
renderer.setRef(true);
renderer.attachToParent(page.url);
load();

async function load() {
  const preloadError = await runPreload();
  const requireFromApp = createRequire(path.join(page.appPath, '[page]'));
  if (page.nodeIntegration) /** @type {any} */ (globalThis).require = requireFromApp;
  try {
    await runPage(page.url);
  } catch (error) {
    console.error(error);
    return renderer.answer(page.call, serialize({ threw: true }));
  }
  renderer.answer(page.call, outcome({ preloadError }));
}

/** @returns {Promise<unknown>} what the preload script threw */
async function runPreload() {
  const { preload } = page;
  if (preload === undefined) return undefined;
  try {
    if (preload.endsWith('.mjs')) await import(pathToFileURL(preload).href);
    else require(preload);
    return undefined;
  } catch (error) {
    console.error(`Unable to load preload script: ${preload}`);
    console.error(error);
    return error;
  }
}

/** @param {{ preloadError: unknown }} result */
function outcome({ preloadError }) {
  try {
    return serialize({ result: { preloadError } });
  } catch {
    return serialize({ result: { preloadError: new Error(String(preloadError)) } });
  }
}
