// @ts-check
'use strict';

const vm = require('node:vm');

/**
 * A classic script, in which `import()` works.
 *
 * @param {string} code
 * @param {string} filename where `import()` looks from, when it is absolute
 */
function script(code, filename) {
  if (!code.includes('import')) return new vm.Script(code, { filename });
  // Only where it may be needed: Node 20 warns of it.
  const importModuleDynamically = /** @type {any} */ (vm.constants).USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new vm.Script(code, { filename, importModuleDynamically });
}

module.exports = { script };
