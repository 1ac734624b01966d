// @ts-check
'use strict';

const { EventEmitter } = require('node:events');
const { inspect } = require('node:util');
const { ChannelRegistry } = require('../common/binding');
const { functionId, nameFromRegistry, registryName } = require('./registry-names');

/** @typedef {(...args: any[]) => any} Listener */
/** @typedef {Listener & { listener?: Listener }} WrappedListener */

const kState = Symbol('ipcmain.registry');

/**
 * An `EventEmitter` whose listeners are kept by the native registry: it says in what order they stand
 * and which of them a removal hits. `_events`, where Node's own `emit` and `listeners` look, is the
 * function table that follows it.
 *
 * All methods work on the emitter that was constructed, whatever `this` they are called on, as long
 * as it inherits from it.
 */
class RegistryEmitter extends EventEmitter {
  /** @param {InstanceType<typeof ChannelRegistry>} [registry] */
  constructor(registry = new ChannelRegistry()) {
    super();
    Object.defineProperty(this, kState, { value: { registry, emitter: this } });
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
  once(name, listener) {
    checkListener(listener);
    return this.on(name, onceWrapper(this, name, listener));
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} listener
   */
  prependOnceListener(name, listener) {
    checkListener(listener);
    return this.prependListener(name, onceWrapper(this, name, listener));
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
    const { registry, emitter } = stateOf(this);
    const events = emitter._events;
    const all = arguments.length === 0;
    if (events.removeListener === undefined) {
      if (all) {
        registry.clear();
        reset(emitter);
      } else {
        const key = propertyKey(/** @type {any} */ (name));
        registry.removeAll(registryName(key));
        forget(emitter, key);
      }
    } else if (all) {
      for (const key of Reflect.ownKeys(events)) {
        if (key !== 'removeListener') this.removeAllListeners(key);
      }
      this.removeAllListeners('removeListener');
      reset(emitter);
    } else {
      const key = propertyKey(/** @type {any} */ (name));
      // The youngest first, as Node does.
      for (const listener of [events[key] ?? []].flat().reverse())
        this.removeListener(key, listener);
    }
    return this;
  }

  /**
   * @param {string | symbol} name
   * @param {Listener} [listener]
   */
  listenerCount(name, listener) {
    const { registry } = stateOf(this);
    const key = registryName(propertyKey(name));
    if (typeof listener !== 'function') return registry.count(key);
    return registry.count(key, functionId(listener));
  }

  eventNames() {
    return stateOf(this).registry.names().map(nameFromRegistry);
  }
}

/**
 * @param {any} emitter
 * @returns {{ registry: InstanceType<typeof ChannelRegistry>, emitter: any }}
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
  const { registry, emitter } = stateOf(self);
  const original = listener.listener || listener;
  // Before adding, so that a listener for 'newListener' is not told of itself.
  if (emitter._events.newListener !== undefined) self.emit('newListener', name, original);

  const key = propertyKey(name);
  const count = registry.add(registryName(key), functionId(listener), functionId(original), first);
  const events = emitter._events;
  if (count === 1) {
    events[key] = listener;
    emitter._eventsCount++;
    return self;
  }
  if (typeof events[key] === 'function') events[key] = [events[key]];
  const listeners = events[key];
  if (first) listeners.unshift(listener);
  else listeners.push(listener);
  warnOfLeak(self, name, listeners);
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
  const { registry, emitter } = stateOf(self);
  const key = propertyKey(name);
  const index = registry.remove(registryName(key), functionId(listener));
  if (index === null || index === undefined) return self;

  const events = emitter._events;
  const listeners = events[key];
  let removed = listener;
  if (typeof listeners === 'function') {
    removed = listeners.listener || listener;
    forget(emitter, key);
  } else {
    listeners.splice(index, 1);
    if (listeners.length === 1) events[key] = listeners[0];
  }
  if (events.removeListener !== undefined) self.emit('removeListener', name, removed);
  return self;
}

/**
 * @param {any} emitter
 * @param {string | symbol} key
 */
function forget(emitter, key) {
  if (emitter._events[key] === undefined) return;
  delete emitter._events[key];
  emitter._eventsCount--;
}

/** @param {any} emitter */
function reset(emitter) {
  emitter._events = Object.create(null);
  emitter._eventsCount = 0;
}

/**
 * @param {RegistryEmitter} self
 * @param {string | symbol} name
 * @param {Listener} listener
 * @returns {WrappedListener}
 */
function onceWrapper(self, name, listener) {
  let fired = false;
  /** @type {WrappedListener} */
  const wrapper = (...args) => {
    if (fired) return undefined;
    self.removeListener(name, wrapper);
    fired = true;
    return Reflect.apply(listener, self, args);
  };
  wrapper.listener = listener;
  return wrapper;
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
