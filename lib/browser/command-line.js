// @ts-check
'use strict';

/** The switches of Chromium. There is none to obey them: they are kept, and given back. */
class CommandLine {
  /** @type {Map<string, string>} */
  #switches = new Map();
  /** @type {string[]} */
  #arguments = [];

  /**
   * @param {string} name
   * @param {string} [value]
   */
  appendSwitch(name, value = '') {
    this.#switches.set(name.toLowerCase(), value);
  }

  /** @param {string} value */
  appendArgument(value) {
    this.#arguments.push(value);
  }

  /** @param {string} name */
  hasSwitch(name) {
    return this.#switches.has(name);
  }

  /** @param {string} name */
  getSwitchValue(name) {
    return this.#switches.get(name) ?? '';
  }

  /** @param {string} name */
  removeSwitch(name) {
    this.#switches.delete(name);
  }
}

module.exports = { CommandLine };
