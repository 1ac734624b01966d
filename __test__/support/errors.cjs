'use strict';

// How errors are compared. Main and the renderers use it: `require('./errors.cjs')` in either.

/** What an error is, without its stack. A plain one has no `own` properties beyond its message. */
function describeError(error) {
  return {
    class: Object.getPrototypeOf(error).constructor.name,
    name: error.name,
    message: error.message,
    own: Reflect.ownKeys(error)
      .filter((key) => key !== 'stack' && key !== 'message')
      .map(String),
  };
}

/** What `describeError` says of an error with a text and nothing more. */
function bareError(message, name = 'Error') {
  return { class: name, name, message, own: [] };
}

/** How a promise was settled: `{ value }` or `{ error }`. */
function settled(promise) {
  return promise.then(
    (value) => ({ value }),
    (error) => ({ error: describeError(error) }),
  );
}

/** What a call throws, described. */
function thrownBy(run) {
  try {
    run();
  } catch (error) {
    return describeError(error);
  }
  throw new Error('nothing was thrown');
}

module.exports = { bareError, describeError, settled, thrownBy };
