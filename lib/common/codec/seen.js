// @ts-check
'use strict';

/** Up to here looking at each is quicker than a Map. */
const FEW = 12;

/** The objects of one message, in the order of their numbers. */
class Seen {
  /** @type {object[]} */
  #few = [];
  /** @type {Map<object, number> | undefined} */
  #all;

  /** All of them. */
  get objects() {
    return this.#all?.keys() ?? this.#few;
  }

  /**
   * @param {object} object
   * @returns {number} the number that it has, or -1 when it gets its number now
   */
  numberOf(object) {
    if (this.#all !== undefined) return this.#look(this.#all, object);
    const few = this.#few;
    for (let number = 0; number < few.length; number++) if (few[number] === object) return number;
    if (few.length < FEW) {
      few.push(object);
      return -1;
    }
    this.#all = new Map();
    for (const [number, seen] of few.entries()) this.#all.set(seen, number);
    return this.#look(this.#all, object);
  }

  /**
   * @param {Map<object, number>} all
   * @param {object} object
   */
  #look(all, object) {
    const number = all.get(object);
    if (number !== undefined) return number;
    all.set(object, all.size);
    return -1;
  }
}

module.exports = { Seen };
