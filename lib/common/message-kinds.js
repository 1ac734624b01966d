// @ts-check
'use strict';

const binding = require('./binding');

/**
 * The kinds of envelopes, as the native core numbers them. A plain copy: V8 folds its numbers into the code that
 * asks for them, which it does not do with an object that native code has made.
 */
const kinds = { ...binding.messageKinds() };

module.exports = { kinds };
