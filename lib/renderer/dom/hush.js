// @ts-check
'use strict';

// happy-dom says of a script 'load' as soon as it stands in the document, though it does not run it. Until it has
// run here, it says nothing.

/** @param {any} element */
function hush(element) {
  element.dispatchEvent = () => true;
  return element;
}

/** @param {any} element */
function unhush(element) {
  delete element.dispatchEvent;
}

module.exports = { hush, unhush };
