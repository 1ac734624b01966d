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

/** @type {Map<unknown, number>} */
const opaqueIds = new Map();
/** @type {unknown[]} */
const opaqueValues = [];

/**
 * A string stays what it is; any other value gets a number.
 *
 * @param {unknown} value
 * @returns {string | number}
 */
function registryName(value) {
  if (typeof value === 'string') return value;
  let id = opaqueIds.get(value);
  if (id === undefined) {
    id = opaqueValues.push(value) - 1;
    opaqueIds.set(value, id);
  }
  return id;
}

/**
 * The reverse of {@link registryName}.
 *
 * @param {string | number} name
 * @returns {any}
 */
function nameFromRegistry(name) {
  return typeof name === 'string' ? name : opaqueValues[name];
}

module.exports = { functionId, nameFromRegistry, registryName };
