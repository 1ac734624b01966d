// Puts the files of a `lib/` into two: a file that Node looks for, reads and compiles by itself costs some 0.4 ms in every
// thread, and there are more than a hundred. `lib/ipcmain.js` has those that run whenever the package is loaded, and the rest waits in
// `lib/ipcmain-later.js` until one of them is asked for. The text of each stays as it is. (A bundler would be shorter
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

/** Where the rest is. */
export const LATER = 'ipcmain-later.js';

/** What runs whenever the package is loaded, with all that these load first. */
const FIRST = ['index', 'common/share-instance'];

/**
 * What stays a file of its own: with `ipcmain/register`, and under Jest, every Worker loads it, also one that never uses
 * the package, and it is a hundredth of the whole.
 */
export const SMALL = ['common/host', 'common/real-timers', 'electron/alias'];

const HEAD = readFileSync(new URL('loader.cjs', import.meta.url), 'utf8');

/**
 * @param {string} lib the folder; what is in it is replaced by the two files and, for each entry, a file that leads there, but for
 *   what is small
 * @param {object} [options]
 * @param {boolean} [options.all] every file is an entry, as the package's own tests want it
 */
export function putIntoTwoFiles(lib, { all = false } = {}) {
  const names = readdirSync(lib, { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => relative('.', file).split(sep).join('/').slice(0, -'.js'.length))
    .sort();
  const first = loadedFirst(lib, names);
  const partOf = (name) => {
    // In brackets, because V8 then compiles it at once; else it only looks through it, and again when it is run.
    if (!SMALL.includes(name)) {
      return `files.set('${name}', (function (module, exports, require, __dirname) {\n${textOf(lib, name)}}));\n`;
    }
    return `files.set('${name}', function (module) {\n  module.exports = require('./${name}');\n});\n`;
  };
  const later = names.filter((name) => !first.has(name));
  const waiting = later.map((name) => `files.set('${name}', undefined);\n`);
  const parts = names.filter((name) => first.has(name)).map(partOf);
  const rest = ["'use strict';\n", 'module.exports = (files) => {', ...later.map(partOf), '};\n'];
  for (const name of names) if (!SMALL.includes(name)) rmSync(join(lib, `${name}.js`));
  writeFileSync(join(lib, 'ipcmain.js'), [HEAD, ...waiting, ...parts].join('\n'));
  writeFileSync(join(lib, LATER), rest.join('\n'));
  for (const name of all ? names.filter((name) => !SMALL.includes(name)) : ENTRIES) {
    if (!names.includes(name)) throw new Error(`there is no lib/${name}.js`);
    const file = join(lib, `${name}.js`);
    const way = posix.relative(dirname(name), 'ipcmain');
    mkdirSync(dirname(file), { recursive: true });
    const target = way.startsWith('.') ? way : `./${way}`;
    writeFileSync(file, `'use strict';\n\nmodule.exports = require('${target}')('${name}');\n`);
  }
}

/**
 * What runs whenever the package is loaded: what a file asks for outside of its functions.
 *
 * @returns {Set<string>}
 */
function loadedFirst(lib, names) {
  const first = new Set();
  const visit = (name) => {
    if (first.has(name) || !names.includes(name)) return;
    first.add(name);
    const text = readFileSync(join(lib, `${name}.js`), 'utf8');
    for (const [, path] of text.matchAll(/^(?:\S.*| {2}(?:\(\) => )?)\brequire\('(\.[^']*)'\)/gm)) {
      visit(posix.join(dirname(name), path));
    }
  };
  FIRST.forEach(visit);
  return first;
}

/** The text of a file, which asks for others by their names, and not by their paths from where it stands. */
function textOf(lib, name) {
  const text = readFileSync(join(lib, `${name}.js`), 'utf8');
  return text.replaceAll(/\brequire\('(\.[^']*)'\)/g, (_, path) => {
    const asked = posix.join(dirname(name), path);
    return `require('${asked}')`;
  });
}
