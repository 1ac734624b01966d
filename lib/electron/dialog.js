// @ts-check
'use strict';

const { partial } = require('./not-implemented');

/** @typedef {{ message?: string, detail?: string, buttons?: string[], cancelId?: number, defaultId?: number, checkboxChecked?: boolean }} Options */

/**
 * There is nobody to answer a dialog. What only shows something goes where Electron shows it without a screen, and
 * is answered as by somebody who closes it.
 */
const dialog = partial('dialog', {
  /**
   * @param {string} title
   * @param {string} content
   */
  showErrorBox(title, content) {
    console.error(`${title}\n${content}`);
  },

  /**
   * @param {any[]} args a window, if any, and the options
   * @returns {number} the button that closing the dialog stands for
   */
  showMessageBoxSync: (...args) => answer(args.at(-1)),

  /** @param {any[]} args a window, if any, and the options */
  async showMessageBox(...args) {
    const { checkboxChecked = false } = args.at(-1) ?? {};
    return { response: answer(args.at(-1)), checkboxChecked };
  },
});

/** @param {Options} [options] */
function answer({ message = '', detail = '', buttons = [], cancelId, defaultId } = {}) {
  console.error(detail ? `${message}\n${detail}` : message);
  const cancel = buttons.findIndex((label) => /^(?:cancel|no)$/i.test(label));
  if (cancelId != null || cancel >= 0) return cancelId ?? cancel;
  return defaultId === 0 && buttons.length > 1 ? 1 : 0;
}

module.exports = { dialog };
