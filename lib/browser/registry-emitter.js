// @ts-check
'use strict';

const { ChannelRegistry } = require('../common/binding');
const { RealmEmitter } = require('../common/realm-emitter');
const { RegistryNames, functionId } = require('./registry-names');

/** @typedef {(...args: any[]) => any} Listener */

const kState = Symbol('ipcmain.registry');

/**
 * A Node `EventEmitter` that tells the native registry who listens. Node itself keeps the listeners, so that
 * also what is done to them past these methods, with `EventEmitter.prototype.on.call(ipcMain, …)` for
 * example, is as it is with any emitter; the registry learns of that when it is told of the channel again.
 *
 * Called on another emitter, the methods do what Node's own do. The others, such as `once`, use these.
 */
class RegistryEmitter extends RealmEmitter {
  /** @param {InstanceType<typeof ChannelRegistry>} [registry] */
  constructor(registry = new ChannelRegistry()) {
    super();
    const state = { registry, names: new RegistryNames(), emitter: this };
    Object.defineProperty(this, kState, { value: state });
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  on(name, listener) {
    super.on(name, listener);
    return added(this, name, listener, false);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  addListener(name, listener) {
    super.addListener(name, listener);
    return added(this, name, listener, false);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  prependListener(name, listener) {
    super.prependListener(name, listener);
    return added(this, name, listener, true);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  removeListener(name, listener) {
    // It is removed also when a listener for 'removeListener' throws.
    try {
      return super.removeListener(name, listener);
    } finally {
      removed(this, name, listener);
    }
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  off(name, listener) {
    try {
      return super.off(name, listener);
    } finally {
      removed(this, name, listener);
    }
  }

  /** @param {string | symbol} [name] */
  removeAllListeners(name) {
    try {
      return super.removeAllListeners.apply(this, /** @type {any} */ (arguments));
    } finally {
      const state = stateOf(this);
      if (state !== undefined) {
        if (name === undefined) tellAll(state);
        else check(state, propertyKey(name));
      }
    }
  }
}

/**
 * @typedef {object} State
 * @property {InstanceType<typeof ChannelRegistry>} registry
 * @property {RegistryNames} names
 * @property {any} emitter
 */

/**
 * @param {any} emitter
 * @returns {State | undefined} nothing for an emitter of another kind
 */
function stateOf(emitter) {
  return emitter[kState];
}

/**
 * @template {RegistryEmitter} T
 * @param {T} self
 * @param {string | symbol} name
 * @param {Listener} listener
 * @param {boolean} first
 * @returns {T}
 */
function added(self, name, listener, first) {
  const state = stateOf(self);
  if (state === undefined) return self;
  const key = propertyKey(name);
  add(state, key, listener, first);
  check(state, key);
  return self;
}

/**
 * @param {RegistryEmitter} self
 * @param {string | symbol} name
 * @param {Listener} listener
 */
function removed(self, name, listener) {
  const state = stateOf(self);
  if (state === undefined || typeof listener !== 'function') return;
  const key = propertyKey(name);
  const known = state.names.find(key);
  if (known !== undefined) state.registry.remove(known, functionId(listener));
  check(state, key);
}

/**
 * @param {State} state
 * @param {string | symbol} key
 * @param {Listener} listener
 * @param {boolean} first
 */
function add({ registry, names }, key, listener, first) {
  registry.add(names.take(key), functionId(listener), functionId(originalOf(listener)), first);
}

/**
 * Tells the registry anew who listens on one channel, where it has not followed: listeners for 'newListener'
 * and 'removeListener' may change the same channel meanwhile.
 *
 * @param {State} state
 * @param {string | symbol} key
 */
function check(state, key) {
  const { registry, names, emitter } = state;
  const listeners = listenersOf(emitter, key);
  const known = names.take(key);
  if (registry.count(known) !== listeners.length) {
    registry.removeAll(known);
    for (const listener of listeners) add(state, key, listener, false);
  }
  if (listeners.length === 0) names.forget(key);
}

/** @param {State} state */
function tellAll(state) {
  const { registry, names, emitter } = state;
  registry.clear();
  names.clear();
  for (const key of emitter.eventNames()) {
    for (const listener of listenersOf(emitter, key)) add(state, key, listener, false);
  }
}

/**
 * The list itself, which is not to be changed, and which `rawListeners` would copy.
 *
 * @param {any} emitter
 * @param {string | symbol} key
 * @returns {Listener[]}
 */
function listenersOf({ _events: events }, key) {
  const listeners = events?.[key] ?? [];
  return typeof listeners === 'function' ? [listeners] : listeners;
}

/**
 * The function that `once` has wrapped.
 *
 * @param {Listener & { listener?: unknown }} listener
 * @returns {Function}
 */
function originalOf(listener) {
  try {
    const { listener: original } = listener;
    return typeof original === 'function' ? original : listener;
  } catch {
    // It may be a getter that throws, or a proxy; Node would not have looked.
    return listener;
  }
}

/**
 * A name as JavaScript uses it for a property.
 *
 * @param {unknown} name
 * @returns {string | symbol}
 */
function propertyKey(name) {
  if (typeof name === 'string' || typeof name === 'symbol') return name;
  return /** @type {string} */ (Reflect.ownKeys({ [/** @type {any} */ (name)]: 0 })[0]);
}

module.exports = { RegistryEmitter };
