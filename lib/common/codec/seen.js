// @ts-check
'use strict';

/** Up to here looking at each is quicker than a Set. */
const FEW = 8;

/**
 * The objects of one message, in the order of their numbers. Most messages have no object twice, so they
 * are put into a Set, which is the quickest way to learn that; numbers are looked up when one comes again.
 */
class Seen {
  /** Used again for each message: to grow an array costs more than it takes to look at all of them. @type {any[]} */
  #few = Array.from({ length: FEW });
  #count = 0;
  /** @type {Set<object> | undefined} */
  #all;
  /** @type {Map<object, number> | undefined} */
  #numbers;

  /** Forgets them. */
  clear() {
    for (let number = 0; number < this.#count; number++) this.#few[number] = undefined;
    this.#count = 0;
    this.#all = undefined;
    this.#numbers = undefined;
  }

  get size() {
    return this.#all?.size ?? this.#count;
  }

  /** All of them. */
  get objects() {
    return this.#all ?? this.#few.slice(0, this.#count);
  }

  /**
   * @param {object} object
   * @returns {number} the number that it has, or -1 when it gets its number now
   */
  numberOf(object) {
    if (this.#all !== undefined) return this.#add(this.#all, object);
    const few = this.#few;
    const count = this.#count;
    for (let number = 0; number < count; number++) if (few[number] === object) return number;
    if (count === FEW) return this.#add((this.#all = new Set(few)), object);
    few[count] = object;
    this.#count = count + 1;
    return -1;
  }

  /**
   * @param {Set<object>} all
   * @param {object} object
   */
  #add(all, object) {
    const { size } = all;
    all.add(object);
    if (all.size > size) {
      this.#numbers?.set(object, size);
      return -1;
    }
    this.#numbers ??= new Map([...all].map((seen, number) => [seen, number]));
    return /** @type {number} */ (this.#numbers.get(object));
  }
}

module.exports = { Seen };
