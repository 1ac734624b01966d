// @ts-check
'use strict';

const { partial, refusing } = require('./not-implemented');

/** An image without pixels: there is nothing here that could decode any. */
class NativeImage {
  isEmpty() {
    return true;
  }

  getSize() {
    return { width: 0, height: 0 };
  }

  toDataURL() {
    return 'data:image/png;base64,';
  }

  toPNG() {
    return Buffer.alloc(0);
  }
}

Object.setPrototypeOf(NativeImage.prototype, refusing('NativeImage', Object.prototype));

const nativeImage = partial('nativeImage', {
  createEmpty: () => new NativeImage(),
});

module.exports = { nativeImage };
