// @ts-check
'use strict';

const { Buffer } = require('node:buffer');
const { Decoder } = require('./codec/decoder');
const { memoryOf } = require('./codec/reader');
const { deserialize } = require('./codec/raw-serializer');
const { FORM, VERSION } = require('./codec/wire');

/**
 * What the native side offers to one that reads its mailbox.
 *
 * @typedef {object} Calls
 * @property {(woken: boolean) => number} take
 * @property {(block: number, place: Uint8Array) => boolean} fetch
 */

/** How long what stands before the lengths of the blocks is; see `src/node/inbox.rs`. */
const HEAD = 48;

/** Whether Node's allocator, which does not clear what it gives, gives buffers of this realm. */
const isOwnRealm = Buffer.alloc(0).buffer instanceof ArrayBuffer;

/** @type {ArrayBuffer[]} */
const none = [];

/** Reads all messages, but for one that comes while another is being read. */
const shared = new Decoder();
let isReading = false;

/** One envelope, taken out of a mailbox. */
class Delivery {
  /**
   * @param {number} kind one of the numbers of `messageKinds`
   * @param {number} peer the renderer that it comes from or belongs to
   * @param {number} generation which of that renderer's connections
   * @param {number} request the request to answer, or 0
   * @param {number} ports how many ports travel beside it
   */
  constructor(kind, peer, generation, request, ports) {
    this.kind = kind;
    this.peer = peer;
    this.generation = generation;
    this.request = request;
    this.ports = ports;
    /** Empty for kinds that have none. */
    this.channel = '';
    /** What it carries; `null` when that cannot be read (contract 8.4). @type {any} */
    this.value = undefined;
  }
}

/** Memory into which the native side writes records, as the numbers that they begin with. */
class Records {
  /** @param {number} size in bytes */
  constructor(size) {
    this.bytes = Buffer.alloc(size);
    this.view = new DataView(this.bytes.buffer);
    this.words = new Uint32Array(this.bytes.buffer);
    this.doubles = new Float64Array(this.bytes.buffer);
  }
}

/** Reads the mailbox of one endpoint: envelope by envelope, though they are taken in batches. */
class Inbox {
  #batch = new Records(64 * 1024);
  #single = new Records(64 * 1024);
  /** @type {Calls} */
  #calls = { take: () => 0, fetch: () => false };
  #position = 0;
  #end = 0;
  /** Envelopes of the batch that had to make room for another. @type {Delivery[]} */
  #early = [];

  /**
   * Connects it to its mailbox.
   *
   * @template {Calls} T
   * @param {(batch: Uint8Array, single: Uint8Array) => T} connect gives the native calls
   * @returns {T}
   */
  connect(connect) {
    const calls = connect(this.#batch.bytes, this.#single.bytes);
    this.#calls = calls;
    return calls;
  }

  /** How many envelopes were taken in a batch and wait here. */
  get held() {
    let count = this.#early.length;
    for (let start = this.#position; start < this.#end; count++) {
      start += /** @type {number} */ (this.#batch.words[start >> 2]);
    }
    return count;
  }

  /** How much was taken and waits here: what a mailbox counts, of what it does not have any more. */
  get load() {
    const { words, doubles } = this.#batch;
    let messages = this.#early.length;
    let bytes = 0;
    let next = this.#position;
    while (next < this.#end) {
      const word = next >> 2;
      const count = /** @type {number} */ (words[word + 8]);
      const lengths = (next + HEAD) >> 3;
      messages++;
      bytes += /** @type {number} */ (words[word + 7]);
      for (let index = 0; index < count; index++) {
        bytes += /** @type {number} */ (doubles[lengths + index]);
      }
      next += /** @type {number} */ (words[word]);
    }
    return { messages, bytes };
  }

  /**
   * @param {boolean} woken whether the bell has just rung
   * @returns {Delivery | undefined} nothing when the mailbox is to be left until the bell rings
   */
  next(woken) {
    if (this.#early.length > 0) return this.#early.shift();
    if (this.#position >= this.#end) {
      this.#position = 0;
      this.#end = this.#calls.take(woken);
      if (this.#end === 0) return undefined;
    }
    return this.#readNext();
  }

  /**
   * The oldest envelope of one renderer, before those of others.
   *
   * @param {number} peer
   * @param {() => boolean} takeFrom asks the native side
   */
  nextFrom(peer, takeFrom) {
    while (this.#position < this.#end) this.#early.push(this.#readNext());
    const index = this.#early.findIndex((delivery) => delivery.peer === peer);
    if (index >= 0) return this.#early.splice(index, 1)[0];
    return takeFrom() ? this.single() : undefined;
  }

  /** The envelope that the native side was asked for by itself. */
  single() {
    return this.#read(this.#single, 0);
  }

  #readNext() {
    const start = this.#position;
    this.#position += /** @type {number} */ (this.#batch.words[start >> 2]);
    return this.#read(this.#batch, start);
  }

  /**
   * @param {Records} records
   * @param {number} start
   */
  #read(records, start) {
    const { words, doubles } = records;
    const word = start >> 2;
    const delivery = new Delivery(
      /** @type {number} */ (words[word + 1]),
      /** @type {number} */ (words[word + 2]),
      /** @type {number} */ (words[word + 3]),
      /** @type {number} */ (doubles[(start >> 3) + 2]),
      /** @type {number} */ (words[word + 6]),
    );
    const length = /** @type {number} */ (words[word + 7]);
    const count = /** @type {number} */ (words[word + 8]);
    const body = start + HEAD + 8 * count;
    if (count === 0) {
      if (length > 0) readBody(delivery, records, body, body + length, none);
      return delivery;
    }
    const blocks = this.#fetch(records, start, count);
    if (blocks === undefined) {
      delivery.value = null;
      return delivery;
    }
    const isBody = words[word + 10] === 1;
    if (isBody) {
      const own = Buffer.from(/** @type {ArrayBuffer} */ (blocks.shift()));
      readBody(delivery, memoryOf(own), 0, own.length, blocks);
    } else readBody(delivery, records, body, body + length, blocks);
    return delivery;
  }

  /**
   * @param {Records} records
   * @param {number} start
   * @param {number} count
   */
  #fetch({ words, doubles }, start, count) {
    const first = /** @type {number} */ (words[(start >> 2) + 9]);
    const lengths = (start + HEAD) >> 3;
    /** @type {ArrayBuffer[]} */
    const blocks = [];
    let failed = false;
    for (let index = 0; index < count; index++) {
      const length = /** @type {number} */ (doubles[lengths + index]);
      const place = allocate(failed ? 0 : length) ?? allocate(0);
      // The native side forgets a block that is asked for, even where it does not fit.
      if (!this.#calls.fetch(first + index, /** @type {Uint8Array} */ (place))) failed = true;
      blocks.push(/** @type {{ buffer: ArrayBuffer }} */ (place).buffer);
    }
    return failed ? undefined : blocks;
  }
}

/**
 * Reads the body of a message. What cannot be read arrives as null (contract 8.4).
 *
 * @param {Delivery} delivery
 * @param {import('./codec/reader').Memory} memory
 * @param {number} start
 * @param {number} end
 * @param {ArrayBuffer[]} blocks
 */
function readBody(delivery, memory, start, end, blocks) {
  // What it makes may belong to a realm whose prototypes somebody has changed, so that reading runs their code.
  const decoder = isReading ? new Decoder() : shared;
  const outer = isReading;
  isReading = true;
  try {
    readForm(delivery, decoder.open(memory, start, end, blocks), memory.bytes, end, blocks);
  } catch {
    delivery.value = null;
  }
  isReading = outer;
  decoder.close();
}

/**
 * @param {Delivery} delivery
 * @param {Decoder} decoder
 * @param {Buffer} bytes
 * @param {number} end
 * @param {ArrayBuffer[]} blocks
 */
function readForm(delivery, decoder, bytes, end, blocks) {
  if (decoder.readByte() !== VERSION) throw new RangeError('another version of the wire form');
  const form = decoder.readByte();
  delivery.channel = decoder.readName();
  switch (form) {
    case FORM.NOTHING:
      return decoder.finish();
    case FORM.LIST:
      delivery.value = decoder.readList();
      return decoder.finish();
    case FORM.VALUE:
      delivery.value = decoder.readValue();
      return decoder.finish();
    case FORM.RAW:
      delivery.value = deserialize(bytes.subarray(decoder.position, end));
      return;
    case FORM.RAW_BLOCK:
      delivery.value = deserialize(blockAt(blocks, 0));
      return;
    case FORM.RAW_WITH_CHANNEL:
      return readWithChannel(delivery, deserialize(blockAt(blocks, 0)));
    default:
      throw new RangeError('no such form');
  }
}

/**
 * @param {Delivery} delivery
 * @param {unknown} pair
 */
function readWithChannel(delivery, pair) {
  if (!Array.isArray(pair) || typeof pair[0] !== 'string') throw new RangeError('no channel');
  [delivery.channel, delivery.value] = pair;
}

/**
 * @param {ArrayBuffer[]} blocks
 * @param {number} number
 */
function blockAt(blocks, number) {
  return new Uint8Array(/** @type {ArrayBuffer} */ (blocks[number]));
}

/**
 * @param {number} length
 * @returns {Uint8Array | undefined} nothing when there is no memory for it
 */
function allocate(length) {
  try {
    return isOwnRealm ? Buffer.allocUnsafeSlow(length) : new Uint8Array(length);
  } catch {
    return undefined;
  }
}

module.exports = { Delivery, Inbox, readBody };
