// @ts-check
'use strict';

// What the ports of a renderer have of the DOM's, and Node's own have not (contract 9.9).

const { MessagePort } = require('node:worker_threads');
const { makeKnown } = require('../common/known-ports');

/** @typedef {import('node:worker_threads').MessagePort} Port */
/** @typedef {(this: Port, event: Event) => void} Handler */

const known = makeKnown();
const { closed, neutered } = known;

/** What stands for a listener of 'close'. @type {WeakMap<object, Handler>} */
const others = new WeakMap();

/** What `onclose` is set to. @type {WeakMap<Port, { handler: Handler, listener: Handler }>} */
const handlers = new WeakMap();

const ports = /** @type {any} */ (MessagePort.prototype);
const { addEventListener, close, postMessage, removeEventListener } = ports;
const createEvent = symbolOf(ports, 'kCreateEvent');

/** Teaches the ports of this thread the manners of the DOM. */
function makeDomPorts() {
  if (known.made) return;
  known.made = true;
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(ports, name, {
      configurable: true,
      enumerable: true,
      writable: true,
      value,
    });
  }
  if ('onclose' in ports) return;
  Object.defineProperty(ports, 'onclose', { configurable: true, enumerable: true, ...onclose });
}

const methods = {
  /**
   * @this {Port}
   * @param {any[]} args
   */
  close(...args) {
    Reflect.apply(close, this, args);
    closed.add(this);
  },

  /**
   * @this {Port}
   * @param {any[]} args
   */
  postMessage(...args) {
    Reflect.apply(postMessage, this, args);
    const transfer = args[1]?.transfer ?? args[1];
    if (!Array.isArray(transfer)) return;
    for (const item of transfer) {
      if (!(item instanceof MessagePort)) continue;
      neutered.add(item);
      // One that is all there is of a message moves to another object.
      if (args[0] !== item) known.passedOn = true;
    }
  },

  /**
   * @this {Port}
   * @param {string} type
   * @param {any} listener
   * @param {any} [options]
   */
  addEventListener(type, listener, options) {
    if (isOfNode(options)) return addEventListener.call(this, type, listener, options);
    if (type === 'message') keepUndefined(this);
    addEventListener.call(this, type, type === 'close' ? ofPeer(listener) : listener, options);
  },

  /**
   * @this {Port}
   * @param {string} type
   * @param {any} listener
   * @param {any} [options]
   */
  removeEventListener(type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    const other = type === 'close' ? others.get(listener) : undefined;
    if (other) removeEventListener.call(this, type, other, options);
  },
};

/** An event handler attribute, as `onmessage` is one. */
const onclose = {
  /** @this {Port} */
  get() {
    return handlers.get(this)?.handler ?? null;
  },

  /**
   * @this {Port}
   * @param {unknown} value
   */
  set(value) {
    const present = handlers.get(this);
    if (typeof value !== 'function') {
      handlers.delete(this);
      if (present) this.removeEventListener('close', present.listener);
      return;
    }
    const handler = /** @type {Handler} */ (value);
    if (present) {
      present.handler = handler;
      return;
    }
    const entry = {
      handler,
      listener: (/** @type {Event} */ event) => entry.handler.call(this, event),
    };
    handlers.set(this, entry);
    this.addEventListener('close', entry.listener);
  },
};

/**
 * Node tells both ends that a port closes; a page hears of it only at the end that did not do it.
 *
 * @param {any} listener
 */
function ofPeer(listener) {
  // Node says what is wrong with one that is none.
  if (typeof listener !== 'function' && typeof listener?.handleEvent !== 'function')
    return listener;
  const present = others.get(listener);
  if (present !== undefined) return present;
  /** @type {Handler} */
  const other = function (event) {
    if (closed.has(this) || neutered.has(this)) return;
    if (typeof listener === 'function') listener.call(this, event);
    else listener.handleEvent(event);
  };
  others.set(listener, other);
  return other;
}

/**
 * Whether a listener comes from `port.on`, which is Node's and stays as it is.
 *
 * @param {unknown} options
 */
function isOfNode(options) {
  return typeof options === 'object' && symbolOf(options, 'kIsNodeStyleListener') !== undefined;
}

/**
 * Node makes the event of a message whose value is `undefined` as if it had none, so that it says
 * `null` (contract 9.5). Where Node does that otherwise than is known here, it is left alone.
 *
 * @param {any} port
 */
function keepUndefined(port) {
  if (createEvent === undefined || Object.hasOwn(port, createEvent)) return;
  Object.defineProperty(port, createEvent, {
    value(/** @type {any[]} */ ...args) {
      const event = Reflect.apply(ports[createEvent], this, args);
      if (event.type === 'message' && event.data === null && args.includes(undefined)) {
        Object.defineProperty(event, 'data', { value: undefined, configurable: true });
      }
      return event;
    },
  });
}

/**
 * @param {object | null} object
 * @param {string} name
 */
function symbolOf(object, name) {
  const symbols = object === null ? [] : Object.getOwnPropertySymbols(object);
  return symbols.find(({ description }) => description === name);
}

module.exports = { makeDomPorts };
