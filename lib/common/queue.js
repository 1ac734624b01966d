// @ts-check
'use strict';

/**
 * First in, first out, however many wait: `Array.prototype.shift` moves all others each time.
 *
 * @template T
 */
class Queue {
  /** @type {(T | undefined)[]} */
  #items = [];
  /** Where the first is; those before it are gone. */
  #first = 0;

  /** @param {T} item */
  push(item) {
    this.#items.push(item);
  }

  /** @returns {T | undefined} nothing when there is none */
  shift() {
    const items = this.#items;
    if (items.length === 1) return items.pop();
    const item = items[this.#first];
    items[this.#first++] = undefined;
    if (this.#first >= items.length) {
      items.length = 0;
      this.#first = 0;
    }
    return item;
  }
}

module.exports = { Queue };
