// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { refusing } = require('./not-implemented');

/** @typedef {Record<string, any>} Options */

const types = ['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette'];

let lastCommandId = 0;

/** An entry of a menu. Nobody can choose it with a mouse; a test can, by `item.click()`. */
class MenuItem {
  /**
   * @param {Options} options
   * @throws `Invalid submenu`, `Unknown menu item type: <type>`
   */
  constructor(options) {
    // Loaded when it is first needed.
    const { execute, roleOf } = require('./menu-roles');
    const item = /** @type {any} */ (this);
    const { click, ...rest } = options;
    if (typeof rest.role === 'string') rest.role = rest.role.toLowerCase();
    const role = roleOf(rest.role);
    const usual = {
      label: role?.label ?? '',
      sublabel: '',
      toolTip: '',
      accelerator: role?.accelerator,
      enabled: true,
      visible: true,
      checked: false,
      acceleratorWorksWhenHidden: true,
      registerAccelerator: role?.registerAccelerator ?? true,
    };
    Object.assign(this, usual, rest);
    /** Unique among the items of this thread. @type {number} */
    this.commandId = ++lastCommandId;
    const submenu = rest.submenu ?? role?.submenu;
    /** @type {Menu | undefined} */
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    /** @type {string} */
    this.type = rest.type ?? role?.type ?? (this.submenu == null ? 'normal' : 'submenu');
    if (this.type === 'submenu' && !(this.submenu instanceof Menu)) {
      throw new Error('Invalid submenu');
    }
    if (!types.includes(this.type)) throw new Error(`Unknown menu item type: ${this.type}`);
    /** What choosing it does, as Electron has it: a mark that can be set is, and the order of arguments changes. */
    this.click = (
      /** @type {any} */ event,
      /** @type {any} */ window,
      /** @type {any} */ contents,
    ) => {
      if (this.type === 'checkbox' || this.type === 'radio') item.checked = !item.checked;
      if (!execute(role, window, contents)) click?.(this, window, event);
    };
  }
}

/** A menu that no screen shows. */
class Menu extends EventEmitter {
  /** @type {MenuItem[]} */
  items = [];

  /**
   * @param {(Options | MenuItem)[]} template
   * @throws `TypeError` `Invalid template for Menu: …`, `Invalid template for MenuItem: …`
   */
  static buildFromTemplate(template) {
    if (!Array.isArray(template)) {
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    }
    if (!template.every(isTemplate)) {
      throw new TypeError(
        'Invalid template for MenuItem: must have at least one of label, role or type',
      );
    }
    const menu = new Menu();
    for (const item of withoutIdleSeparators(template)) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }

  /**
   * @param {Menu | null} menu
   * @throws `TypeError` `Invalid menu`
   */
  static setApplicationMenu(menu) {
    if (menu && !(menu instanceof Menu)) throw new TypeError('Invalid menu');
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
   * @throws `TypeError` `Invalid item`; `RangeError` for a position that is none
   */
  insert(position, item) {
    if (!(item instanceof MenuItem)) throw new TypeError('Invalid item');
    if (position < 0) throw new RangeError(`Position ${position} cannot be less than 0`);
    if (position > this.items.length) {
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`);
    }
    this.items.splice(position, 0, item);
    if (item.type === 'radio') joinRadioGroup(this, item);
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

/** @param {any} item */
function isTemplate(item) {
  return (
    item != null && typeof item === 'object' && ['label', 'role', 'type'].some((key) => key in item)
  );
}

/** Without separators that separate nothing that can be seen. @param {(Options | MenuItem)[]} template */
function withoutIdleSeparators(template) {
  const isSeparator = (/** @type {any} */ item) =>
    item.type === 'separator' && item.visible !== false;
  const isSeen = (/** @type {any} */ item) => item.visible !== false;
  return template.filter((item, index) => {
    if (!isSeparator(item)) return true;
    const next = template.slice(index + 1).find(isSeen);
    const hasBefore = template.slice(0, index).some(isSeen);
    return hasBefore && next !== undefined && !isSeparator(next);
  });
}

/**
 * Of the marks of neighbours one is set: setting one takes away the others.
 *
 * @param {Menu} menu
 * @param {any} item
 */
function joinRadioGroup({ items }, item) {
  let isChecked = Boolean(item.checked);
  Object.defineProperty(item, 'checked', {
    configurable: true,
    enumerable: true,
    get: () => isChecked,
    set() {
      for (const other of groupOf(items, item)) other.uncheck();
      isChecked = true;
    },
  });
  Object.defineProperty(item, 'uncheck', { value: () => (isChecked = false) });
}

/**
 * @param {any[]} items
 * @param {any} item
 * @returns {any[]} the radio items next to it, and itself
 */
function groupOf(items, item) {
  let first = items.indexOf(item);
  let last = first;
  while (items[first - 1]?.type === 'radio') first--;
  while (items[last + 1]?.type === 'radio') last++;
  return items.slice(first, last + 1);
}

/** @type {Menu | null} */
let applicationMenu = null;

module.exports = { Menu, MenuItem };
