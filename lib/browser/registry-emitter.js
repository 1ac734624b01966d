// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { inspect } = require('node:util');
const { ChannelRegistry } = require('../common/binding');
const { RegistryNames, functionId } = require('./registry-names');

/** @typedef {(...args: any[]) => any} Listener */
/** @typedef {Listener & { listener?: Listener }} WrappedListener */

const kState = Symbol('ipcmain.registry');

/**
 * An `EventEmitter` whose listeners are kept by the native registry: it says in what order they stand
 * and which of them a removal hits. `_events`, where Node's own `emit` and `listeners` look, is the
 * function table that follows it.
 *
 * All methods work on the emitter that was constructed, whatever `this` they are called on, as long
 * as it inherits from it. `once` is Node's own, which wraps the listener and calls `on`.
 */
class RegistryEmitter extends EventEmitter {
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
    return add(this, name, listener, false);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  addListener(name, listener) {
    return add(this, name, listener, false);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  prependListener(name, listener) {
    return add(this, name, listener, true);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  removeListener(name, listener) {
    return remove(this, name, listener);
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  off(name, listener) {
    return remove(this, name, listener);
  }

  /** @param {string | symbol} [name] */
  removeAllListeners(name) {
    const state = stateOf(this);
    const { registry, names, emitter } = state;
    const events = emitter._events;
    const all = arguments.length === 0;
    if (events.removeListener === undefined) {
      if (all) {
        reset(state);
      } else {
        const key = propertyKey(/** @type {any} */ (name));
        const known = names.find(key);
        if (known !== undefined) registry.removeAll(known);
        forget(state, key);
      }
    } else if (all) {
      for (const key of Reflect.ownKeys(events)) {
        if (key !== 'removeListener') this.removeAllListeners(key);
      }
      this.removeAllListeners('removeListener');
      // Also what a listener for 'removeListener' has added meanwhile.
      reset(state);
    } else {
      // The youngest first, as Node does.
      for (const listener of [events[/** @type {any} */ (name)] ?? []].flat().reverse()) {
        this.removeListener(/** @type {any} */ (name), listener);
      }
    }
    return this;
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} [listener]
   */
  listenerCount(name, listener) {
    const { registry, names } = stateOf(this);
    const key = names.find(propertyKey(name));
    if (key === undefined) return 0;
    if (listener === undefined || listener === null) return registry.count(key);
    return typeof listener === 'function' ? registry.count(key, functionId(listener)) : 0;
  }

  eventNames() {
    const { registry, names } = stateOf(this);
    return Array.from(registry.names(), (name) => names.valueFor(name));
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
 * @returns {State}
 */
function stateOf(emitter) {
  return emitter[kState];
}

/**
 * A name as JavaScript uses it for a property.
 *
 * @param {string | symbol} name
 * @returns {string | symbol}
 */
function propertyKey(name) {
  return typeof name === 'symbol' ? name : `${name}`;
}

/** @param {unknown} listener */
function checkListener(listener) {
  // A plain emitter throws what Node throws, in the words of the running version.
  if (typeof listener !== 'function') new EventEmitter().on('', /** @type {any} */ (listener));
}

/**
 * @template {RegistryEmitter} T
 * @param {T} self
 * @param {string | symbol} name
 * @param {WrappedListener} listener
 * @param {boolean} first
 * @returns {T}
 */
function add(self, name, listener, first) {
  checkListener(listener);
  const { registry, names, emitter } = stateOf(self);
  const original = listener.listener || listener;
  // Before adding, so that a listener for 'newListener' is not told of itself.
  if (emitter._events.newListener !== undefined) self.emit('newListener', name, original);

  const key = propertyKey(name);
  const wrapped = typeof original === 'function' ? original : listener;
  registry.add(names.take(key), functionId(listener), functionId(wrapped), first);
  const events = emitter._events;
  if (events[key] === undefined) {
    events[key] = listener;
    emitter._eventsCount++;
    return self;
  }
  const present = [events[key]].flat();
  replace(events, key, first ? [listener, ...present] : [...present, listener]);
  warnOfLeak(self, name, events[key]);
  return self;
}

/**
 * @template {RegistryEmitter} T
 * @param {T} self
 * @param {string | symbol} name
 * @param {WrappedListener} listener
 * @returns {T}
 */
function remove(self, name, listener) {
  checkListener(listener);
  const state = stateOf(self);
  const { registry, names, emitter } = state;
  const key = propertyKey(name);
  const known = names.find(key);
  const index = known === undefined ? null : registry.remove(known, functionId(listener));
  if (index === null) return self;

  const events = emitter._events;
  const listeners = events[key];
  let removed = listener;
  if (typeof listeners === 'function') {
    removed = listeners.listener || listener;
    forget(state, key);
  } else {
    replace(events, key, listeners.toSpliced(index, 1));
  }
  if (events.removeListener !== undefined) self.emit('removeListener', name, removed);
  return self;
}

/**
 * Puts a list in the place of another, never changing one: an emit that is running goes over it.
 *
 * @param {any} events
 * @param {string | symbol} key
 * @param {WrappedListener[] & { warned?: boolean }} listeners
 */
function replace(events, key, listeners) {
  if (events[key].warned) listeners.warned = true;
  events[key] = listeners.length === 1 ? listeners[0] : listeners;
}

/**
 * The last listener of a name is gone.
 *
 * @param {State} state
 * @param {string | symbol} key
 */
function forget({ names, emitter }, key) {
  names.forget(key);
  if (emitter._events[key] === undefined) return;
  delete emitter._events[key];
  emitter._eventsCount--;
}

/** @param {State} state */
function reset({ registry, names, emitter }) {
  registry.clear();
  names.clear();
  emitter._events = Object.create(null);
  emitter._eventsCount = 0;
}

/**
 * @param {RegistryEmitter} self
 * @param {string | symbol} name
 * @param {WrappedListener[] & { warned?: boolean }} listeners
 */
function warnOfLeak(self, name, listeners) {
  const limit = self.getMaxListeners();
  if (limit <= 0 || listeners.length <= limit || listeners.warned) return;
  listeners.warned = true;
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${listeners.length} ${String(name)} listeners ` +
      `added to ${inspect(self, { depth: -1 })}. MaxListeners is ${limit}. ` +
      'Use emitter.setMaxListeners() to increase limit',
  );
  process.emitWarning(
    Object.assign(warning, {
      name: 'MaxListenersExceededWarning',
      emitter: self,
      type: name,
      count: listeners.length,
    }),
  );
}

module.exports = { RegistryEmitter };
