// @ts-check
'use strict';

const { parentHub } = require('../common/inheritance');

/** Electron's name for what this thread is: `'renderer'` when its main is another thread. */
const processType = parentHub() === undefined ? 'browser' : 'renderer';

/** Makes `process.type` say so, as code that was written for Electron expects. */
function setProcessType() {
  /** @type {any} */ (process).type = processType;
}

module.exports = { processType, setProcessType };
