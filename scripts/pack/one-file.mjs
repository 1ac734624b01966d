// Puts the files of a `lib/` into one, `lib/ipcmain.js`: a file that Node looks for, reads and compiles by itself costs
// some 0.4 ms in every thread, and there are more than a hundred. The text of each stays as it is. (A bundler would be shorter
// to use, but esbuild renames classes whose names users see, or else wraps each function that is ever made.)

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** What else is loaded by its path: by the entries of the package, by Node, or by test runners. */
export const ENTRIES = [
  'browser/session',
  'browser/shell',
  'common/courier',
  'common/platform',
  'common/process-init',
  'common/share-instance',
  'common/shared-bridges',
  'common/watch-thread',
  'electron/alias-in-workers',
  'electron/base-window',
  'electron/clipboard',
  'electron/dialog',
  'electron/disguise',
  'electron/host-members',
  'electron/menu',
  'electron/native-image',
  'electron/native-theme',
  'electron/not-implemented',
  'electron/original-fs',
  'electron/web-frame',
  'electron/web-utils',
  'electron/wrap-worker',
  'index',
  'renderer/dom-ports',
  'renderer/init',
];

/**
 * What stays a file of its own: with `ipcmain/register`, and under Jest, every Worker loads it, also one that never uses
 * the package, and it is a hundredth of the whole.
 */
export const SMALL = ['common/host', 'common/real-timers', 'electron/alias'];

const HEAD = readFileSync(new URL('loader.cjs', import.meta.url), 'utf8');

/**
 * @param {string} lib the folder; what is in it is replaced by the one file and, for each entry, a file that leads there, but for
 *   what is small
 * @param {object} [options]
 * @param {boolean} [options.all] every file is an entry, as the package's own tests want it
 */
export function putIntoOneFile(lib, { all = false } = {}) {
  const names = readdirSync(lib, { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => relative('.', file).split(sep).join('/').slice(0, -'.js'.length))
    .sort();
  const parts = names.map((name) => {
    const file = SMALL.includes(name)
      ? `function (module) {\n  module.exports = require('./${name}');\n}`
      : `function (module, exports, require, __dirname) {\n${textOf(lib, name)}}`;
    return `files.set('${name}', ${file});\n`;
  });
  for (const name of names) if (!SMALL.includes(name)) rmSync(join(lib, `${name}.js`));
  writeFileSync(join(lib, 'ipcmain.js'), [HEAD, ...parts].join('\n'));
  for (const name of all ? names.filter((name) => !SMALL.includes(name)) : ENTRIES) {
    if (!names.includes(name)) throw new Error(`there is no lib/${name}.js`);
    const file = join(lib, `${name}.js`);
    const way = posix.relative(dirname(name), 'ipcmain');
    mkdirSync(dirname(file), { recursive: true });
    const target = way.startsWith('.') ? way : `./${way}`;
    writeFileSync(file, `'use strict';\n\nmodule.exports = require('${target}')('${name}');\n`);
  }
}

/** The text of a file, which asks for others by their names, and not by their paths from where it stands. */
function textOf(lib, name) {
  const text = readFileSync(join(lib, `${name}.js`), 'utf8');
  return text.replaceAll(/\brequire\('(\.[^']*)'\)/g, (_, path) => {
    const asked = posix.join(dirname(name), path);
    return `require('${asked}')`;
  });
}
