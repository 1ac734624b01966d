// @ts-check
'use strict';

// Properties of Electron's windows and contents: those that stand for two methods, and objects of which little or
// nothing is built.

const { refusing } = require('./not-implemented');

/** Each with the methods that it stands for. @type {[string, string, string][]} */
const pairs = [
  ['autoHideMenuBar', 'isMenuBarAutoHide', 'setAutoHideMenuBar'],
  ['closable', 'isClosable', 'setClosable'],
  ['focusable', 'isFocusable', 'setFocusable'],
  ['fullScreen', 'isFullScreen', 'setFullScreen'],
  ['fullScreenable', 'isFullScreenable', 'setFullScreenable'],
  ['kiosk', 'isKiosk', 'setKiosk'],
  ['maximizable', 'isMaximizable', 'setMaximizable'],
  ['menuBarVisible', 'isMenuBarVisible', 'setMenuBarVisibility'],
  ['minimizable', 'isMinimizable', 'setMinimizable'],
  ['movable', 'isMovable', 'setMovable'],
  ['resizable', 'isResizable', 'setResizable'],
  ['title', 'getTitle', 'setTitle'],
];

/** @type {PropertyDescriptorMap} */
const windowProperties = { contentView: part('View', {}) };

for (const [name, get, set] of pairs) {
  windowProperties[name] = {
    configurable: true,
    /** @this {any} */
    get() {
      return this[get]();
    },
    /**
     * @this {any}
     * @param {unknown} value
     */
    set(value) {
      this[set](value);
    },
  };
}

/** No page is kept that one could go back to. */
const history = {
  canGoBack: () => false,
  canGoForward: () => false,
  canGoToOffset: () => false,
  clear() {},
};

const contentsProperties = {
  debugger: part('Debugger', { isAttached: () => false }),
  navigationHistory: part('NavigationHistory', history),
};

/**
 * An object that each owner has one of, whose other members say that they are not built.
 *
 * @param {string} name of its class
 * @param {object} built
 * @returns {PropertyDescriptor}
 */
function part(name, built) {
  /** @type {WeakMap<object, object>} */
  const parts = new WeakMap();
  return {
    configurable: true,
    /** @this {object} */
    get() {
      const known = parts.get(this);
      if (known !== undefined) return known;
      const made = Object.assign(Object.create(refusing(name, Object.prototype)), built);
      parts.set(this, made);
      return made;
    },
  };
}

module.exports = { contentsProperties, windowProperties };
