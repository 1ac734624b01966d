'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { app, BrowserWindow, screen } = require('electron');
const windowState = require('electron-window-state');
const { scenario } = require('../../support/scenario.cjs');

// There is no screen, so here is one.
const display = { bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
screen.getPrimaryDisplay = () => display;
screen.getAllDisplays = () => [display];
screen.getDisplayMatching = () => display;

/** As in the readme of the package. */
function open() {
  const state = windowState({ defaultWidth: 1000, defaultHeight: 700 });
  const { x, y, width, height } = state;
  const window = new BrowserWindow({ x, y, width, height });
  state.manage(window);
  return window;
}

const saved = () =>
  JSON.parse(readFileSync(join(app.getPath('userData'), 'window-state.json'), 'utf8'));

scenario({
  'a first window has the default size': () => {
    const window = open();
    assert.deepEqual(window.getSize(), [1000, 700]);
    window.setBounds({ x: 30, y: 40, width: 640, height: 480 });
    window.close();
    const { x, y, width, height, isMaximized, displayBounds } = saved();
    assert.deepEqual({ x, y, width, height }, { x: 30, y: 40, width: 640, height: 480 });
    assert.deepEqual([isMaximized, displayBounds], [false, display.bounds]);
  },
  'the next one is where that was': () => {
    const window = open();
    assert.deepEqual(window.getBounds(), { x: 30, y: 40, width: 640, height: 480 });
    window.maximize();
    window.close();
    assert.equal(saved().isMaximized, true);
  },
  'and the one after that is maximized': () => {
    const window = open();
    assert.equal(window.isMaximized(), true);
    assert.equal(window.isNormal(), false);
    window.destroy();
  },
});
