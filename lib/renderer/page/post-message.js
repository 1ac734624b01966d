// @ts-check
'use strict';

const { MessagePort } = require('node:worker_threads');
const { makeKnown } = require('../../common/known-ports');
const { setImmediate } = require('../../common/real-timers');

const scope = /** @type {any} */ (globalThis);

/**
 * The `postMessage` of a window, which is how a preload script hands ports to its page.
 *
 * @param {(event: Event) => void} dispatch
 */
function postMessageOf(dispatch) {
  /**
   * @param {unknown} message
   * @param {any} [targetOrigin] or options that have it
   * @param {any} [transferred]
   */
  return function postMessage(message, targetOrigin, transferred) {
    const options =
      typeof targetOrigin === 'object' && targetOrigin !== null
        ? targetOrigin
        : { targetOrigin, transfer: transferred };
    const transfer = [...(options.transfer ?? [])];
    const isForUs = isOwnOrigin(options.targetOrigin);
    const ports = transfer.filter((item) => item instanceof MessagePort);
    const cloned = structuredClone({ message, ports }, { transfer });
    for (const port of ports) makeKnown().neutered.add(port);
    if (!isForUs) return;
    const event = new scope.MessageEvent('message', { data: cloned.message, origin: ownOrigin() });
    // Neither Node's own nor a library's takes these two for what they are.
    const value = Object.freeze(cloned.ports);
    Object.defineProperty(event, 'ports', { value, enumerable: true });
    Object.defineProperty(event, 'source', { value: scope, enumerable: true });
    setImmediate(() => dispatch(event));
  };
}

/**
 * Whether a message for that origin is one for this window.
 *
 * @param {unknown} target
 * @throws `SyntaxError` (a DOMException), as in Chromium
 */
function isOwnOrigin(target) {
  if (target === undefined || target === '*' || target === '/') return true;
  const text = String(target);
  if (!URL.canParse(text)) {
    throw new DOMException(
      `Failed to execute 'postMessage' on 'Window': Invalid target origin '${text}' in a call to 'postMessage'.`,
      'SyntaxError',
    );
  }
  return originOf(text) === ownOrigin();
}

function ownOrigin() {
  return originOf(scope.location.href);
}

/** As Chromium has it. @param {string} url */
function originOf(url) {
  const { protocol, origin } = new URL(url);
  return protocol === 'file:' ? 'file://' : origin;
}

module.exports = { postMessageOf };
