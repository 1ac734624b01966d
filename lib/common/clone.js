// @ts-check
'use strict';

const v8 = require('node:v8');
const views = require('./clone-views');
const simple = require('./simple-values');

/**
 * V8's raw serializer, as Electron uses it. Views are written here and not by V8 for one reason: a
 * Buffer from Node's pool must cross as its own bytes, without its neighbours in the pool.
 */
class Serializer extends v8.Serializer {
  constructor() {
    super();
    /** @type {any} */ (this)._setTreatArrayBufferViewsAsHostObjects(true);
    this.writeHeader();
  }

  /** @param {object} object */
  _writeHostObject(object) {
    views.write(this, object);
  }
}

class Deserializer extends v8.Deserializer {
  _readHostObject() {
    return views.read(this);
  }
}

/**
 * What was written last: bytes, and how many of them count. It is given away before the next is written.
 *
 * @type {{ bytes: Buffer, length: number }}
 */
const written = { bytes: simple.outgoing, length: 0 };

/**
 * Serializes arguments.
 *
 * @param {unknown[]} args a plain array of the package's own making
 * @returns {{ bytes: Buffer, length: number }} good until the next call
 * @throws an `Error` `An object could not be cloned.`, whatever the reason (contract 8.2)
 */
function writeArguments(args) {
  return finish(simple.writeList(args), args);
}

/**
 * Serializes one value.
 *
 * @param {unknown} value
 * @returns {{ bytes: Buffer, length: number }} good until the next call
 * @throws an `Error` `An object could not be cloned.`, whatever the reason (contract 8.2)
 */
function writeValue(value) {
  return finish(simple.writeOne(value), value);
}

/**
 * @param {number} length of the simple form, or -1 when there is none
 * @param {unknown} value
 */
function finish(length, value) {
  // First, because it may run code of the user, which may send.
  const bytes = length < 0 ? serialize(value) : simple.outgoing;
  written.bytes = bytes;
  written.length = length < 0 ? bytes.length : length;
  return written;
}

/**
 * Serializes one value into bytes of its own.
 *
 * @param {unknown} value
 * @returns {Buffer}
 * @throws an `Error` `An object could not be cloned.`, whatever the reason (contract 8.2)
 */
function serialize(value) {
  try {
    const serializer = new Serializer();
    serializer.writeValue(value);
    return serializer.releaseBuffer();
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

/**
 * The reverse of the three above.
 *
 * @param {Buffer} bytes
 * @param {number} length how many of them count
 * @returns {any} `null` when they cannot be read (contract 8.4)
 */
function deserialize(bytes, length) {
  try {
    if (simple.isSimple(bytes)) return simple.read(bytes);
    const deserializer = new Deserializer(bytes.subarray(0, length));
    deserializer.readHeader();
    return deserializer.readValue();
  } catch {
    return null;
  }
}

module.exports = { deserialize, serialize, writeArguments, writeValue };
