// @ts-check
'use strict';

const fs = require('node:fs');

/**
 * The platform, architecture and C library that a binary must be built for, in napi-rs' spelling:
 * `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`.
 *
 * @returns {string}
 */
function platformTriple() {
  const { platform, arch } = process;
  if (platform === 'linux') return `linux-${arch}-${usesMusl() ? 'musl' : 'gnu'}`;
  if (platform === 'win32') return `win32-${arch}-msvc`;
  return `${platform}-${arch}`;
}

/**
 * Whether this Node was linked against musl: its program header names the loader. (`process.report` would
 * tell as well, but waits for every Worker of the thread.)
 */
function usesMusl() {
  const head = Buffer.alloc(4096);
  try {
    const file = fs.openSync(process.execPath, 'r');
    fs.readSync(file, head);
    fs.closeSync(file);
  } catch {
    return false;
  }
  return head.includes('ld-musl-');
}

module.exports = { platformTriple };
