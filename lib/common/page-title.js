// @ts-check
'use strict';

/** The property under which the renderer of a window says the title of its page. */
const TITLE = 'ipcmain.page-title';

module.exports = { TITLE };
