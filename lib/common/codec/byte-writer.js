// @ts-check
'use strict';

const { TAG } = require('./wire');

/** A larger buffer is a block: copied once here and once there. */
const LARGEST_INLINE = 2048;
const MOST_BLOCKS = 256;

/** Writes the contents of buffers: among the rest of the message, or as blocks beside it. */
class ByteWriter {
  #out;
  #addBlock;
  /** The blocks that belong to what was written. @type {Uint8Array[]} */
  blocks = [];

  /**
   * @param {import('./scratch').Scratch} out
   * @param {(bytes: Uint8Array) => void} addBlock copies a large piece
   */
  constructor(out, addBlock) {
    this.#out = out;
    this.#addBlock = addBlock;
  }

  /** Forgets a message. */
  reset() {
    if (this.blocks.length > 0) this.blocks = [];
  }

  /**
   * @param {Uint8Array} bytes the whole of a buffer
   * @returns {boolean} false when there is no room
   */
  write(bytes) {
    const { length } = bytes;
    const out = this.#out;
    if (length > LARGEST_INLINE) {
      if (this.blocks.length === MOST_BLOCKS) return false;
      this.#addBlock(bytes);
      const number = this.blocks.push(bytes) - 1;
      return out.writeByte(TAG.BUFFER_BLOCK) && out.writeUint32(number);
    }
    if (!out.has(5 + length)) return false;
    out.bytes[out.position] = TAG.BUFFER;
    out.view.setUint32(out.position + 1, length, true);
    out.bytes.set(bytes, out.position + 5);
    out.position += 5 + length;
    return true;
  }
}

module.exports = { ByteWriter };
