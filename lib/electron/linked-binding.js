// @ts-check
'use strict';

const ofNode = /** @type {any} */ (process)._linkedBinding;

/** @type {WeakMap<object, Map<string, unknown>>} */
const hidden = new WeakMap();

/** What packages ask of Electron's own bindings. @type {Record<string, object>} */
const bindings = {
  electron_common_features: {},
  electron_common_v8_util: {
    /**
     * @param {object} object
     * @param {string} key
     */
    getHiddenValue(object, key) {
      if (object === globalThis && key === 'contextId')
        return /** @type {any} */ (process).contextId;
      return hidden.get(object)?.get(key);
    },

    /**
     * @param {object} object
     * @param {string} key
     * @param {unknown} value
     */
    setHiddenValue(object, key, value) {
      const values = hidden.get(object) ?? new Map();
      hidden.set(object, values.set(key, value));
    },

    /** Only a hint, as long as Node was started without `--expose-gc`. */
    requestGarbageCollectionForTesting() {
      globalThis.gc?.();
    },
  },
};

/**
 * In the place of Node's function of the same name, which knows nothing of Electron.
 *
 * @param {string} name
 */
function linkedBinding(name) {
  return Object.hasOwn(bindings, name) ? bindings[name] : ofNode.call(process, name);
}

module.exports = { linkedBinding };
