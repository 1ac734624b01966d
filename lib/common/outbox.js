// @ts-check
'use strict';

const { Outbox } = require('./binding');
const { Encoder } = require('./codec/encoder');
const { Mirror, haveGetters } = require('./codec/mirror');
const { serialize } = require('./codec/raw-serializer');
const { Scratch } = require('./codec/scratch');
const { FORM, VERSION } = require('./codec/wire');

/** What stands before a body: its length and the number of its blocks, of 4 bytes each. */
const HEAD = 8;

const scratch = new Scratch(64 * 1024);

/** Where the native side finds the messages that are written here. */
const outbox = new Outbox(scratch.bytes);

const addBlock = (/** @type {Uint8Array} */ bytes) => outbox.addBlock(bytes);

/** One for each message that is being written: a getter may send another meanwhile. @type {Encoder[]} */
const encoders = [];
let writing = 0;

// Each of these writes one message and returns its offset, by which the native side is told to send it.
// Until `done(offset)` nothing is written over it, so a message may be held while code of the user runs.

/**
 * Writes a channel and arguments.
 *
 * @param {string} channel
 * @param {unknown[]} args a plain array of the package's own making
 * @returns {number}
 * @throws an `Error` `An object could not be cloned.`, whatever the reason (contract 8.2)
 */
function writeArguments(channel, args) {
  return write(channel, FORM.LIST, args);
}

/**
 * Writes a channel and one value.
 *
 * @param {string} channel
 * @param {unknown} value
 * @returns {number}
 * @throws an `Error` `An object could not be cloned.`, whatever the reason (contract 8.2)
 */
function writeValue(channel, value) {
  return write(channel, FORM.VALUE, value);
}

/**
 * Writes a channel and a value that is serialized already.
 *
 * @param {string} channel
 * @param {Buffer} bytes what `serialize` has made
 * @returns {number}
 */
function writeSerialized(channel, bytes) {
  return writeRaw(scratch.position, channel, bytes);
}

/**
 * The message at this offset was given to the native side, with its blocks: its place is free.
 *
 * @param {number} offset
 */
function done(offset) {
  // What is discarded after this must not drop the blocks of a message that is still being written.
  scratch.view.setUint32(offset + 4, 0, true);
  scratch.position = offset;
}

/**
 * The message at this offset will not be sent. Does no harm to one that was.
 *
 * @param {number} offset
 */
function discard(offset) {
  outbox.dropBlocks(scratch.view.getUint32(offset + 4, true));
  done(offset);
}

/**
 * @param {string} channel
 * @param {number} form
 * @param {any} value
 */
function write(channel, form, value) {
  const offset = scratch.position;
  if (!begin(channel, form)) return writeWithChannel(offset, channel, value);
  const start = scratch.position;
  const encoder = (encoders[writing++] ??= new Encoder(scratch, addBlock));
  encoder.begin();
  try {
    const written = form === FORM.LIST ? encoder.writeList(value) : encoder.write(value);
    if (written) return end(offset, encoder.blocks.length);
    const raw = serialize(
      haveGetters(encoder.seen) ? mirrorOf(value, form, encoder, start) : value,
    );
    giveUp(offset, encoder);
    return writeRaw(offset, channel, raw);
  } catch {
    giveUp(offset, encoder);
    throw new Error('An object could not be cloned.');
  } finally {
    writing--;
    encoder.reset();
  }
}

/**
 * @param {any} value
 * @param {number} form
 * @param {Encoder} encoder
 * @param {number} start
 */
function mirrorOf(value, form, encoder, start) {
  const first = form === FORM.LIST ? start + 1 : start;
  const blocks = encoder.blocks.map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
  const mirror = new Mirror(encoder.seen, scratch, first, Math.max(first, encoder.stop), blocks);
  mirror.finish(encoder.unfinished);
  return form === FORM.LIST
    ? value.map((/** @type {any} */ part) => mirror.of(part))
    : mirror.of(value);
}

/**
 * @param {number} offset
 * @param {Encoder} encoder
 */
function giveUp(offset, { blocks }) {
  scratch.position = offset;
  if (blocks.length > 0) outbox.dropBlocks(blocks.length);
}

/**
 * @param {number} offset
 * @param {string} channel
 * @param {Buffer} bytes
 */
function writeRaw(offset, channel, bytes) {
  begin(channel, FORM.RAW);
  if (!scratch.has(bytes.length)) {
    scratch.position = offset;
    begin(channel, FORM.RAW_BLOCK);
    outbox.addBlock(bytes);
    return end(offset, 1);
  }
  scratch.bytes.set(bytes, scratch.position);
  scratch.position += bytes.length;
  return end(offset, 0);
}

/**
 * What has a channel that is too long for the scratch memory.
 *
 * @param {number} offset
 * @param {string} channel
 * @param {any} value
 */
function writeWithChannel(offset, channel, value) {
  scratch.position = offset;
  if (!begin('', FORM.RAW_WITH_CHANNEL))
    throw new RangeError('too many messages are being written');
  scratch.position = offset;
  const bytes = serialize([/** @type {any} */ (channel).toWellFormed(), value]);
  begin('', FORM.RAW_WITH_CHANNEL);
  outbox.addBlock(bytes);
  return end(offset, 1);
}

/**
 * @param {string} channel
 * @param {number} form
 * @returns {boolean} false when there is no room
 */
function begin(channel, form) {
  if (!scratch.has(HEAD + 2)) return false;
  const start = scratch.position + HEAD;
  scratch.bytes[start] = VERSION;
  scratch.bytes[start + 1] = form;
  scratch.position = start + 2;
  return scratch.writeText(channel, true);
}

/**
 * @param {number} offset
 * @param {number} blocks
 */
function end(offset, blocks) {
  scratch.view.setUint32(offset, scratch.position - offset - HEAD, true);
  scratch.view.setUint32(offset + 4, blocks, true);
  return offset;
}

module.exports = { discard, done, outbox, writeArguments, writeSerialized, writeValue };
