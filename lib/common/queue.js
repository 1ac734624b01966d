// @ts-check
'use strict';

/** So many that are gone may stay in the list for a while. */
const FEW = 32;

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

  /** How many wait. */
  get length() {
    return this.#items.length - this.#first;
  }

  /** The next to go; nothing when there is none. */
  get next() {
    return this.#items[this.#first];
  }

  /** @param {T} item */
  push(item) {
    this.#items.push(item);
  }

  /** @returns {T | undefined} nothing when there is none */
  shift() {
    const items = this.#items;
    // Of an empty list, too, nothing is gone.
    if (items.length <= 1) return items.pop();
    const item = items[this.#first];
    items[this.#first++] = undefined;
    const gone = this.#first;
    // As many have gone since the last time as are moved now.
    if (gone === items.length || (gone > FEW && gone * 2 >= items.length)) this.#forgetGone();
    return item;
  }

  #forgetGone() {
    this.#items.splice(0, this.#first);
    this.#first = 0;
  }

  /** @returns {T[]} all that waited, in their order; none does any more */
  takeAll() {
    this.#forgetGone();
    return /** @type {T[]} */ (this.#items.splice(0));
  }
}

module.exports = { Queue };
