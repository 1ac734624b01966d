// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { ipcError } = require('../common/errors');

/** @typedef {import('./declared-members').Declared} Declared */

/** The functions that do nothing but refuse. @type {WeakSet<Function>} */
const refusals = new WeakSet();

/**
 * Stands for an export of `electron` that is not built here. It has the members that Electron declares: importing them,
 * taking them apart, spying on them and putting others in their place work; calling one throws `ERR_IPC_NOT_IMPLEMENTED`.
 *
 * @param {string} name of a class, with a capital letter, or of an object
 * @param {object} [built] what of it there is all the same
 * @returns {any}
 */
function notImplemented(name, built = {}) {
  if (!/^[A-Z]/.test(name)) return partial(name, built);
  const Missing = { [name]: class {} }[name];
  Object.defineProperties(Missing, Object.getOwnPropertyDescriptors(built));
  return new Proxy(/** @type {any} */ (Missing), {
    ...filledAtFirstUse(() => {
      const { statics, staticProperties, ...ofInstances } = declared(name);
      fill(Missing, name, { methods: statics, properties: staticProperties });
      fill(/** @type {any} */ (Missing).prototype, name, ofInstances);
    }),
    apply: () => refuse(`${name}()`),
    construct: () => refuse(`new ${name}()`),
  });
}

/**
 * The same for the rest of an object of which a part is built. What a test assigns to it is kept.
 *
 * @template {object} T
 * @param {string} name
 * @param {T} built
 * @returns {T}
 */
function partial(name, built) {
  return Object.setPrototypeOf(built, refusing(name, Object.getPrototypeOf(built)));
}

/**
 * A prototype that has what is not on the one above it.
 *
 * @param {string} name of an object that `electron` exports, or of a class, whose instances are meant
 * @param {object} above
 */
function refusing(name, above) {
  const rest = Object.create(above);
  const fillRest = () => {
    const { statics, staticProperties, ...ofInstances } = declared(name);
    // A module such as `session` has what its class has itself.
    const isModule = statics !== undefined && /^[a-z]/.test(name);
    const members = isModule ? { methods: statics, properties: staticProperties } : ofInstances;
    fill(rest, name, members);
  };
  return new Proxy(rest, filledAtFirstUse(fillRest));
}

/**
 * Hundreds of members that most programs never ask for are made when one of them is.
 *
 * @param {() => void} fill
 * @returns {ProxyHandler<any>}
 */
function filledAtFirstUse(fill) {
  let isFilled = false;
  const fillFor = (/** @type {string | symbol} */ key) => {
    // All members have names.
    if (isFilled || typeof key === 'symbol') return;
    isFilled = true;
    fill();
  };
  return {
    get: (target, key, receiver) => (fillFor(key), Reflect.get(target, key, receiver)),
    has: (target, key) => (fillFor(key), Reflect.has(target, key)),
    ownKeys: (target) => (fillFor(''), Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) => (
      fillFor(key),
      Reflect.getOwnPropertyDescriptor(target, key)
    ),
  };
}

/**
 * @param {string} name
 * @returns {Declared}
 */
function declared(name) {
  const { declaredMembers } = require('./declared-members');
  return declaredMembers[name.replace(/^./, (letter) => letter.toUpperCase())] ?? {};
}

/**
 * @param {object} object
 * @param {string} name
 * @param {Declared} members
 */
function fill(object, name, { methods = '', properties = '', isEmitter = false }) {
  // What emits nothing here may be listened to all the same.
  if (isEmitter && !(object instanceof EventEmitter)) {
    Object.setPrototypeOf(object, EventEmitter.prototype);
  }
  const missing = (/** @type {string} */ names) =>
    names.split(' ').filter((member) => member !== '' && !(member in object));
  for (const method of missing(methods)) {
    const value = refusal(method, `${name}.${method}()`);
    Object.defineProperty(object, method, { value, writable: true, configurable: true });
  }
  for (const property of missing(properties)) {
    Object.defineProperty(object, property, {
      configurable: true,
      get: refusal(property, `${name}.${property}`),
      set(value) {
        const own = { value, writable: true, configurable: true, enumerable: true };
        Object.defineProperty(this, property, own);
      },
    });
  }
}

/**
 * @param {string} name
 * @param {string} use
 */
function refusal(name, use) {
  const made = /** @type {() => never} */ ({ [name]: () => refuse(use) }[name]);
  refusals.add(made);
  return made;
}

/**
 * Says that something is not built.
 *
 * @param {string} use
 * @returns {never}
 */
function refuse(use) {
  throw ipcError(
    'ERR_IPC_NOT_IMPLEMENTED',
    `ipcmain/electron: ${use} is not implemented. Replace it in the test or guard it with a check of its own.`,
  );
}

module.exports = { notImplemented, partial, refusals, refuse, refusing };
