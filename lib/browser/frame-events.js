// @ts-check
'use strict';

const { inspect } = require('node:util');
const { keepWith } = require('./event');

/** @typedef {import('./event').Event} Event */
/** @typedef {import('./web-frame-main').WebFrameMain} WebFrameMain */

/** How many events keep each other alive: who holds one holds at most so many. */
const MOST = 16;

/**
 * What looks like a data property, and can be replaced like one, but is looked up at each reading (contract 3.2).
 *
 * @param {(event: any) => WebFrameMain | undefined} find gives nothing when the frame is gone
 * @returns {PropertyDescriptor} complete: V8 is several times quicker with one that is
 */
function lookedUp(find) {
  return {
    /** @this {any} */
    get() {
      return find(this) ?? tellGone();
    },
    /** @this {any} */
    set(value) {
      Object.defineProperty(this, 'senderFrame', {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: true,
    configurable: true,
  };
}

function tellGone() {
  process.emitWarning(
    'Frame property was accessed after it navigated or was destroyed. ' +
      'Avoid asynchronous tasks prior to indexing.',
    'electron',
  );
  return null;
}

const gone = lookedUp(() => undefined);

/** Events that are collected together, because each of them keeps the group. */
class Group {
  #owner;
  /** @type {Event[]} */
  events = [];

  /** @param {FrameEvents} owner */
  constructor(owner) {
    this.#owner = owner;
  }

  [inspect.custom]() {
    for (const event of this.events) this.#owner.take(event);
    return '';
  }
}

/**
 * The events of one page whose `senderFrame` is the frame itself, so that those that a program has kept can lose
 * it with the page. It keeps none of them alive, but for the newest few.
 *
 * A property with a getter on each event would be simpler, and half of the time that a small message takes; so would be
 * a WeakRef, which makes the garbage collector copy what it refers to. A WeakSet does neither, and Node's `inspect` is
 * the way to see what is still in one.
 */
class FrameEvents {
  /** Set once, when there is one. @type {WebFrameMain | undefined} */
  frame;
  /** @type {WeakSet<Group>} */
  #groups = new WeakSet();
  #newest = this.#addGroup();
  /** Those that are being handled at this moment, and are in no group yet. @type {Event[]} */
  #open = [];

  #addGroup() {
    const group = new Group(this);
    this.#groups.add(group);
    return group;
  }

  /** @param {Event} event one whose end nobody waits for */
  add(event) {
    if (this.#newest.events.length === MOST) this.#newest = this.#addGroup();
    join(event, this.#newest);
  }

  /**
   * Calls a handler with the event of a request, which is added then.
   *
   * @param {Event} event
   * @param {(event: any, ...args: any[]) => unknown} handler
   * @param {any[]} args
   */
  handle(event, handler, args) {
    let returned;
    this.enter(event);
    try {
      returned = handler(event, ...args);
    } finally {
      this.leave(event, !mayBeThenable(returned));
    }
    return returned;
  }

  /**
   * The event of a request is being handled from now on.
   *
   * @param {Event} event
   */
  enter(event) {
    this.#open.push(event);
  }

  /**
   * The one that was entered last is no longer.
   *
   * @param {Event} event
   * @param {boolean} isAnswered whether nobody waits for its end
   */
  leave(event, isAnswered) {
    this.#open.pop();
    // That nobody can answer any more is known by the event's end, so no other may keep it alive.
    if (isAnswered) this.add(event);
    else join(event, this.#addGroup());
  }

  /** The page is gone: `senderFrame` of all its events is null from now on. */
  lose() {
    for (const event of this.#open) this.take(event);
    // All that matters is said here: programs may have changed the defaults.
    inspect(this.#groups, {
      showHidden: true,
      customInspect: true,
      depth: Infinity,
      maxArrayLength: Infinity,
      getters: false,
    });
    this.#groups = new WeakSet();
    this.#newest = this.#addGroup();
  }

  /**
   * Takes its frame from one of them.
   *
   * @param {Event} event
   */
  take(event) {
    // Not what a program has put there.
    const { value } = Object.getOwnPropertyDescriptor(event, 'senderFrame') ?? {};
    if (value !== this.frame || Reflect.defineProperty(event, 'senderFrame', gone)) return;
    // One that was sealed cannot have a getter; one that was frozen stays as it is.
    Reflect.set(event, 'senderFrame', null);
  }
}

/**
 * Whether it may be something to wait for.
 *
 * @param {unknown} value
 */
function mayBeThenable(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/**
 * @param {Event} event
 * @param {Group} group
 */
function join(event, group) {
  group.events.push(event);
  keepWith(event, group);
}

module.exports = { FrameEvents, lookedUp, mayBeThenable };
