// @ts-check
'use strict';

/** The property under which the Worker of a window tells the one that started it what it has printed. */
const CONSOLE = 'ipcmain.console';

module.exports = { CONSOLE };
