// @ts-check
'use strict';

/** @type {WeakMap<Function, number>} */
const functions = new WeakMap();
let lastFunction = 0;

/**
 * The number by which the registry knows a function.
 *
 * @param {Function} fn
 */
function functionId(fn) {
  let id = functions.get(fn);
  if (id === undefined) {
    id = ++lastFunction;
    functions.set(fn, id);
  }
  return id;
}

let lastOpaque = 0;

/**
 * The names under which one owner, an emitter or its handlers, is in the registry: a string stays what it
 * is, any other value has a number while something is registered under it.
 */
class RegistryNames {
  /** @type {Map<unknown, number>} */
  #ids = new Map();
  /** @type {Map<number, unknown>} */
  #values = new Map();

  /**
   * The name under which something is going to be registered.
   *
   * @param {unknown} value
   * @returns {string | number}
   */
  take(value) {
    let name = this.find(value);
    if (name === undefined) {
      name = ++lastOpaque;
      this.#ids.set(value, name);
      this.#values.set(name, value);
    }
    return name;
  }

  /**
   * The same, if something may be registered under it.
   *
   * @param {unknown} value
   * @returns {string | number | undefined}
   */
  find(value) {
    return typeof value === 'string' ? value : this.#ids.get(value);
  }

  /**
   * The reverse.
   *
   * @param {string | number} name
   * @returns {any}
   */
  valueFor(name) {
    return typeof name === 'string' ? name : this.#values.get(name);
  }

  /**
   * Nothing is registered under it any more.
   *
   * @param {unknown} value
   */
  forget(value) {
    const id = this.#ids.get(value);
    if (id === undefined) return;
    this.#ids.delete(value);
    this.#values.delete(id);
  }

  /** Nothing is registered any more. */
  clear() {
    this.#ids.clear();
    this.#values.clear();
  }
}

module.exports = { RegistryNames, functionId };
