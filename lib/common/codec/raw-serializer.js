// @ts-check
'use strict';

const v8 = require('node:v8');
const { adopt } = require('../realm');
const views = require('./raw-views');

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
 * Serializes one value.
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
 * The reverse.
 *
 * @param {Uint8Array} bytes
 * @returns {any}
 * @throws when that is not what `serialize` has written
 */
function deserialize(bytes) {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return adopt(deserializer.readValue());
}

module.exports = { deserialize, serialize };
