// @ts-check
'use strict';

const { EventEmitter } = require('node:events');

/** @typedef {'system' | 'light' | 'dark'} ThemeSource */

/** The colours of a desktop that has no wishes: light ones, unless the program asks for dark ones. */
class NativeTheme extends EventEmitter {
  /** @type {ThemeSource} */
  #source = 'system';
  inForcedColorsMode = false;
  prefersReducedTransparency = false;
  shouldDifferentiateWithoutColor = false;
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;

  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI() {
    return this.shouldUseDarkColors;
  }

  get themeSource() {
    return this.#source;
  }

  set themeSource(source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError('Invalid theme source');
    const wasDark = this.shouldUseDarkColors;
    this.#source = source;
    if (this.shouldUseDarkColors !== wasDark) this.emit('updated');
  }
}

const nativeTheme = new NativeTheme();

module.exports = { nativeTheme };
