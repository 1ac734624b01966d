// @ts-check
'use strict';

const path = require('node:path');
const vm = require('node:vm');
const { serialize } = require('../common/codec/raw-serializer');

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
    try {
      return script(code).runInThisContext();
    } catch (error) {
      console.error(error);
      throw new Error(FAILED);
    }
  },
};

/** @param {string} code */
function script(code) {
  // As if it stood in the folder of the program: that is where `import()` looks from.
  const filename = path.join(process.cwd(), '[executeJavaScript]');
  if (!code.includes('import')) return new vm.Script(code, { filename });
  // Only where it may be needed: Node 20 warns of it.
  const importModuleDynamically = /** @type {any} */ (vm.constants).USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new vm.Script(code, { filename, importModuleDynamically });
}

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
