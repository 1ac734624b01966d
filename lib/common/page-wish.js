// @ts-check
'use strict';

/** The property under which the Worker of a window tells the one that started it what its page wants of its window. */
const WISH = 'ipcmain.page-wish';

/** @typedef {{ kind: 'navigate', url: string } | { kind: 'close' } | { kind: 'reload' } | { kind: 'open', url: string, frameName: string, features: string }} Wish */

module.exports = { WISH };
