// @ts-check
'use strict';

// Where a window would stand, how large it would be and what could be done with it: records, since there is no screen.

const { emit } = require('../browser/emit');
const { Event } = require('../browser/event');
const { optionsOf } = require('../browser/browser-window');

/** @typedef {import('../browser/browser-window').BrowserWindow} BrowserWindow */
/** @typedef {{ x: number, y: number, width: number, height: number }} Bounds */
/** @typedef {{ bounds: Bounds, least: number[], most: number[], opacity: number, flags: Record<string, boolean> }} WindowRecord */

/** What each flag is called where it is asked for and set, and its default. @type {[string, string, string, boolean][]} */
const flags = [
  ['alwaysOnTop', 'isAlwaysOnTop', 'setAlwaysOnTop', false],
  ['autoHideMenuBar', 'isMenuBarAutoHide', 'setAutoHideMenuBar', false],
  ['closable', 'isClosable', 'setClosable', true],
  ['enabled', 'isEnabled', 'setEnabled', true],
  ['focusable', 'isFocusable', 'setFocusable', true],
  ['fullscreenable', 'isFullScreenable', 'setFullScreenable', true],
  ['kiosk', 'isKiosk', 'setKiosk', false],
  ['maximizable', 'isMaximizable', 'setMaximizable', true],
  ['menuBarVisible', 'isMenuBarVisible', 'setMenuBarVisibility', true],
  ['minimizable', 'isMinimizable', 'setMinimizable', true],
  ['movable', 'isMovable', 'setMovable', true],
  ['resizable', 'isResizable', 'setResizable', true],
];

/** @type {WeakMap<BrowserWindow, WindowRecord>} */
const records = new WeakMap();

/** @param {BrowserWindow} window */
function recordOf(window) {
  if (window.isDestroyed()) throw new TypeError('Object has been destroyed');
  const known = records.get(window);
  if (known !== undefined) return known;
  const { x = 0, y = 0, width = 800, height = 600, ...options } = optionsOf(window);
  const { minWidth = 0, minHeight = 0, maxWidth = 0, maxHeight = 0, opacity = 1 } = options;
  const made = {
    bounds: { x, y, width, height },
    least: [minWidth, minHeight],
    most: [maxWidth, maxHeight],
    opacity,
    flags: Object.fromEntries(flags.map(([name, , , usual]) => [name, options[name] ?? usual])),
  };
  records.set(window, made);
  return made;
}

/**
 * @param {BrowserWindow} window
 * @param {Partial<Bounds>} wanted
 */
function setBounds(window, wanted) {
  const record = recordOf(window);
  const { bounds: old, least, most } = record;
  const next = { ...old, ...wanted };
  next.width = within(next.width, least[0], most[0]);
  next.height = within(next.height, least[1], most[1]);
  record.bounds = next;
  if (next.width !== old.width || next.height !== old.height) {
    emit(window, 'resize', new Event());
    emit(window, 'resized', new Event());
  }
  if (next.x !== old.x || next.y !== old.y) {
    emit(window, 'move', new Event());
    emit(window, 'moved', new Event());
  }
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most 0 when there is no limit
 */
function within(value, least = 0, most = 0) {
  return Math.max(least, most > 0 ? Math.min(value, most) : value);
}

const sizeOf = (/** @type {BrowserWindow} */ window) => {
  const { width, height } = recordOf(window).bounds;
  return [width, height];
};

/** @type {Record<string, (window: BrowserWindow, ...args: any[]) => unknown>} */
const windowRecords = {
  getBounds: (window) => ({ ...recordOf(window).bounds }),
  getContentBounds: (window) => ({ ...recordOf(window).bounds }),
  getNormalBounds: (window) => ({ ...recordOf(window).bounds }),
  setBounds: (window, { x, y, width, height }) => {
    const given = Object.entries({ x, y, width, height }).filter(
      ([, value]) => value !== undefined,
    );
    setBounds(window, Object.fromEntries(given));
  },
  setContentBounds: (window, bounds) => windowRecords.setBounds?.(window, bounds),
  getSize: sizeOf,
  getContentSize: sizeOf,
  setSize: (window, width, height) => setBounds(window, { width, height }),
  setContentSize: (window, width, height) => setBounds(window, { width, height }),
  getPosition: (window) => {
    const { x, y } = recordOf(window).bounds;
    return [x, y];
  },
  setPosition: (window, x, y) => setBounds(window, { x, y }),
  getMinimumSize: (window) => [...recordOf(window).least],
  setMinimumSize: (window, width, height) => void (recordOf(window).least = [width, height]),
  getMaximumSize: (window) => [...recordOf(window).most],
  setMaximumSize: (window, width, height) => void (recordOf(window).most = [width, height]),
  getOpacity: (window) => recordOf(window).opacity,
  setOpacity: (window, opacity) => void (recordOf(window).opacity = within(opacity, 0, 1)),
  isNormal: (window) => !(window.isMaximized() || window.isMinimized() || window.isFullScreen()),
  showInactive: (window) => {
    const { BrowserWindow } = require('../browser/browser-window');
    const focused = BrowserWindow.getFocusedWindow();
    window.show();
    if (focused !== window) focused?.focus();
  },
};

for (const [name, get, set] of flags) {
  windowRecords[get] = (window) => recordOf(window).flags[name];
  windowRecords[set] = (window, flag) => void (recordOf(window).flags[name] = Boolean(flag));
}

module.exports = { windowRecords };
