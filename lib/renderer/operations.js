// @ts-check
'use strict';

const path = require('node:path');
const { serialize } = require('../common/codec/raw-serializer');
const { script } = require('./script');

const FAILED =
  'Script failed to execute, this normally means an error was thrown. ' +
  'Check the renderer console for the error.';

/**
 * What main can ask of a renderer for the package itself, by name.
 *
 * @type {Record<string, (argument: any) => unknown>}
 */
const operations = {
  /** @param {string} code */
  executeJavaScript(code) {
    // As if it stood in the folder of the program: that is where `import()` looks from.
    const filename = path.join(process.cwd(), '[executeJavaScript]');
    try {
      return script(code, filename).runInThisContext();
    } catch (error) {
      console.error(error);
      throw new Error(FAILED);
    }
  },
};

/**
 * Does what main asks and gives the serialized outcome.
 *
 * @param {string} name
 * @param {unknown} argument
 * @returns {Promise<Buffer>}
 */
async function perform(name, argument) {
  try {
    return serialize({ result: await operations[name]?.(argument) });
  } catch (error) {
    // A rejection with something falsy counts as none, as in Electron (contract 13.6).
    return error ? failure(error) : serialize({});
  }
}

/** @param {unknown} error */
function failure(error) {
  try {
    return serialize({ threw: true, error });
  } catch (uncloneable) {
    return serialize({ threw: true, error: uncloneable });
  }
}

module.exports = { perform };
