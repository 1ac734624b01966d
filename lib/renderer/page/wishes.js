// @ts-check
'use strict';

// What a page wants of its window: only main can do it.

const { WISH } = require('../../common/page-wish');
const { setImmediate } = require('../../common/real-timers');
const { tellWindow } = require('./tell-window');

const scope = /** @type {any} */ (globalThis);

/** @param {import('../../common/page-wish').Wish} wish */
function tell(wish) {
  tellWindow({ [WISH]: wish });
}

/** @param {string} url */
function navigate(url) {
  tell({ kind: 'navigate', url });
}

/** @param {unknown} url that may be relative to the page */
function resolved(url) {
  const { href } = scope.location;
  return new URL(String(url), href.startsWith('about:') ? undefined : href).href;
}

const windowMethods = {
  close() {
    tell({ kind: 'close' });
  },

  /**
   * Opens a window in a thread of its own, which no object of this one stands for.
   *
   * @param {unknown} url
   * @param {unknown} target
   * @param {unknown} features
   */
  open(url = '', target = '_blank', features = '') {
    const href = url === '' ? 'about:blank' : resolved(url);
    const name = String(target);
    if (['_self', '_parent', '_top'].includes(name)) navigate(href);
    else {
      const frameName = name === '_blank' ? '' : name;
      tell({ kind: 'open', url: href, frameName, features: String(features) });
    }
    return null;
  },
};

/**
 * The location of a page, which asks main for what the object beneath it cannot do.
 *
 * @param {any} present a `URL`, or the location of a library's window
 */
function locationOver(present) {
  const methods = {
    assign: (/** @type {unknown} */ url) => go(resolved(url)),
    replace: (/** @type {unknown} */ url) => go(resolved(url)),
    reload: () => tell({ kind: 'reload' }),
    toString: () => present.href,
  };
  const go = (/** @type {string} */ url) => {
    const old = present.href;
    const next = new URL(url);
    const fragment = url.indexOf('#');
    if (fragment < 0 || url.slice(0, fragment) !== old.split('#')[0]) return navigate(url);
    if (url === old) return undefined;
    // The same document. A library says it itself.
    present.hash = next.hash;
    if (present instanceof URL) {
      const event = Object.assign(new Event('hashchange'), { oldURL: old, newURL: url });
      setImmediate(() => scope.dispatchEvent(event));
    }
    return undefined;
  };
  // Not over the object itself: what a library lets nobody replace, a proxy of it must not either.
  return new Proxy(Object.create(Object.getPrototypeOf(present)), {
    has: (_, key) => key in present,
    ownKeys: () => Reflect.ownKeys(present),
    getOwnPropertyDescriptor(_, key) {
      const own = Reflect.getOwnPropertyDescriptor(present, key);
      return own && { ...own, configurable: true };
    },
    get(_, key) {
      if (Object.hasOwn(methods, key)) return /** @type {any} */ (methods)[key];
      const value = present[key];
      return typeof value === 'function' ? value.bind(present) : value;
    },
    set(_, key, value) {
      if (key === 'href') go(resolved(value));
      else {
        const next = /** @type {any} */ (new URL(present.href));
        next[key] = value;
        go(next.href);
      }
      return true;
    },
  });
}

/**
 * Gives the window its location; assigning to it is going there.
 *
 * @param {any} present
 * @param {any} [document] of a library; some let nothing be put in the place of theirs
 */
function giveLocation(present, document = {}) {
  const location = locationOver(present);
  for (const owner of [scope, document]) {
    Reflect.defineProperty(owner, 'location', {
      configurable: true,
      enumerable: true,
      get: () => location,
      set(url) {
        location.href = url;
      },
    });
  }
}

module.exports = { giveLocation, windowMethods };
