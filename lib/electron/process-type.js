// @ts-check
'use strict';

const { isRenderer } = require('../common/share-instance');

/** Electron's name for what this thread is: `'renderer'` when its main is another thread. */
const processType = isRenderer() ? 'renderer' : 'browser';

/** Makes `process.type` say so, as code that was written for Electron expects. */
function setProcessType() {
  /** @type {any} */ (process).type = processType;
}

module.exports = { processType, setProcessType };
