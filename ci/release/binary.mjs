// What a shared library was built for, as its first bytes say.

/**
 * @param {Buffer} file
 * @returns {string} such as `linux-x64-gnu`; `unknown` when it is no shared library of a known kind
 */
export function tripleOf(file) {
  if (file.length < 64) return 'unknown';
  if (file.readUInt32BE(0) === 0x7f454c46) {
    // glibc's file name has a number; musl's has none.
    const libc = file.includes('libc.so.6\0') ? 'gnu' : 'musl';
    return `linux-${{ 0x3e: 'x64', 0xb7: 'arm64' }[file.readUInt16LE(18)]}-${libc}`;
  }
  if (file.readUInt32LE(0) === 0xfeedfacf) {
    return `darwin-${{ 0x01000007: 'x64', 0x0100000c: 'arm64' }[file.readUInt32LE(4)]}`;
  }
  const header = file.readUInt32LE(0x3c);
  if (file.toString('latin1', 0, 2) === 'MZ' && header + 6 <= file.length) {
    return `win32-${{ 0x8664: 'x64', 0xaa64: 'arm64' }[file.readUInt16LE(header + 4)]}-msvc`;
  }
  return 'unknown';
}
