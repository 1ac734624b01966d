// @ts-check
'use strict';

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

function usesMusl() {
  const report = /** @type {any} */ (process.report);
  // Without this, the report looks up the names of all open sockets, which can take seconds.
  report.excludeNetwork = true;
  const { header } = report.getReport();
  return header.glibcVersionRuntime === undefined;
}

module.exports = { platformTriple };
