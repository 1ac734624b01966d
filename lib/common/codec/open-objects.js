// @ts-check
'use strict';

const { DEEPEST, TAG } = require('./wire');

/** The objects that are being written, one within the other, so that one that comes again within itself is told. */
class OpenObjects {
  /** Their numbers by their depth, or -1 at the depth of what is no plain object. */
  #numbers = new Array(DEEPEST).fill(-1);
  /** Where their tags stand. */
  #starts = new Array(DEEPEST).fill(0);

  /**
   * @param {number} depth
   * @param {number} number
   * @param {number} start where its tag stands
   */
  enter(depth, number, start) {
    this.#numbers[depth] = number;
    this.#starts[depth] = start;
  }

  /** @param {number} depth */
  leave(depth) {
    this.#numbers[depth] = -1;
  }

  /** Forgets all. */
  clear() {
    this.#numbers.fill(-1);
  }

  /**
   * An object comes again. If it is open, the reader has to make it before it reads its values.
   *
   * @param {number} number
   * @param {number} depth how many are open
   * @param {Uint8Array} bytes where the tags are
   */
  comesAgain(number, depth, bytes) {
    for (let at = 0; at < depth; at++) {
      if (this.#numbers[at] === number) bytes[this.#starts[at]] = TAG.CYCLIC_OBJECT;
    }
  }
}

module.exports = { OpenObjects };
