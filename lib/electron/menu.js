// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { refusing } = require('./not-implemented');

/** @typedef {Record<string, any>} Options */

/** An entry of a menu. Nobody can choose it with a mouse; a test can, by `item.click()`. */
class MenuItem {
  /** @param {Options} options */
  constructor(options) {
    const { click, submenu } = options;
    const type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    const rest = { label: options.label ?? options.role ?? '', enabled: true, visible: true };
    Object.assign(this, rest, options, { type, checked: options.checked ?? false });
    /** @type {Menu | undefined} */
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    /** What choosing it does, as Electron has it: a mark that can be set is, and the order of arguments changes. */
    this.click = (/** @type {any} */ event, /** @type {any} */ window) => {
      const item = /** @type {any} */ (this);
      if (type === 'checkbox' || type === 'radio') item.checked = !item.checked;
      return click?.(this, window, event);
    };
  }
}

/** A menu that no screen shows. */
class Menu extends EventEmitter {
  /** @type {MenuItem[]} */
  items = [];

  /** @param {(Options | MenuItem)[]} template */
  static buildFromTemplate(template) {
    if (!Array.isArray(template)) {
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    }
    const menu = new Menu();
    for (const item of template) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }

  /** @param {Menu | null} menu */
  static setApplicationMenu(menu) {
    applicationMenu = menu;
  }

  static getApplicationMenu() {
    return applicationMenu;
  }

  /** @param {MenuItem} item */
  append(item) {
    this.insert(this.items.length, item);
  }

  /**
   * @param {number} position
   * @param {MenuItem} item
   */
  insert(position, item) {
    this.items.splice(position, 0, item);
  }

  /**
   * @param {string} id
   * @returns {MenuItem | null} the item of that `id`, here or in a submenu
   */
  getMenuItemById(id) {
    for (const item of this.items) {
      const found =
        /** @type {Options} */ (item).id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
Object.setPrototypeOf(Menu.prototype, refusing('Menu', EventEmitter.prototype));

/** @type {Menu | null} */
let applicationMenu = null;

module.exports = { Menu, MenuItem };
