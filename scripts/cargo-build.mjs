// Runs cargo on the native core and says which file came of it.

import { spawnSync } from 'node:child_process';

/**
 * @param {object} options
 * @param {string} options.root the folder of the package
 * @param {string} options.targetDir
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string[]} [options.command] `build` unless given, with what belongs to it
 * @returns {string} the path of the shared library; a failure has been said and ends the process
 */
export function cargoBuild({ root, targetDir, env = process.env, command = ['build'] }) {
  const args = [...command, '--release', '--locked', '--lib', '--target-dir', targetDir];
  // Cargo says where it puts the library: a configuration of the user's may choose another target.
  const cargo = spawnSync('cargo', [...args, '--message-format=json-render-diagnostics'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (cargo.error) {
    console.error(
      `ipcmain: cannot run cargo (${cargo.error.message}). Install Rust 1.88 or later: https://rustup.rs`,
    );
    process.exit(1);
  }
  if (cargo.status !== 0) process.exit(cargo.status ?? 1);
  return sharedLibrary(cargo.stdout);
}

/** @param {string} messages of cargo, one in a line */
function sharedLibrary(messages) {
  const files = messages
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ reason, target }) => reason === 'compiler-artifact' && target.name === 'ipcmain')
    .flatMap(({ filenames }) => filenames);
  const library = files.find((file) => /\.(?:so|dylib|dll)$/.test(file));
  if (library === undefined) throw new Error('ipcmain: cargo has made no shared library');
  return library;
}
