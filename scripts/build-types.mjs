// Writes binding.d.ts from the doc comments and types of the Rust sources.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The addon that `napi build` also writes is not wanted: `npm run build` makes that.
const scratch = mkdtempSync(join(tmpdir(), 'ipcmain-types-'));
const { status } = spawnSync(
  'npx',
  ['napi', 'build', '--release', '--no-js', '--output-dir', scratch, '--dts', 'binding.d.ts'],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
if (status === 0) {
  const { renameSync } = await import('node:fs');
  renameSync(join(scratch, 'binding.d.ts'), 'binding.d.ts');
}
rmSync(scratch, { recursive: true });
process.exit(status ?? 1);
