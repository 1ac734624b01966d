// Writes binding.d.ts from the types and doc comments of the Rust sources, which napi-derive hands out
// while it expands its macros.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// A target folder of its own, from which the crate's mark is taken: macros only run when cargo compiles.
const target = 'target/types';
for (const file of listed(`${target}/debug/.fingerprint`)) {
  if (file.startsWith('ipcmain-'))
    rmSync(`${target}/debug/.fingerprint/${file}`, { recursive: true });
}
const definitions = mkdtempSync(join(tmpdir(), 'ipcmain-types-'));
const { status } = spawnSync(
  'cargo',
  ['check', '--lib', '--locked', '--quiet', '--target-dir', target],
  { stdio: 'inherit', env: { ...process.env, NAPI_TYPE_DEF_TMP_FOLDER: definitions } },
);
if (status !== 0) process.exit(status ?? 1);

const items = listed(definitions)
  .flatMap((file) => readFileSync(join(definitions, file), 'utf8').split('\n'))
  .filter(Boolean)
  .map((line) => JSON.parse(line));
rmSync(definitions, { recursive: true });

const members = new Map(
  items.filter(({ kind }) => kind === 'impl').map(({ name, def }) => [name, def]),
);
const declarations = {
  struct: ({ name }) => `export declare class ${name} {\n${members.get(name) ?? ''}\n}`,
  interface: ({ name, def }) => `export interface ${name} {\n${def}\n}`,
  type: ({ name, def }) => `export type ${name} = ${def}`,
  fn: ({ def }) => `export declare ${def}`,
};
const text = items
  .filter(({ kind }) => kind !== 'impl')
  .sort((one, other) => (one.name < other.name ? -1 : 1))
  .map((item) => `${item.js_doc}${declarations[item.kind](item)}`);

const header = '// What src/node exports. Written by `npm run build:types`; do not edit.\n';
writeFileSync('binding.d.ts', [header, ...text].join('\n\n'));
process.exit(
  spawnSync(process.execPath, ['node_modules/oxfmt/bin/oxfmt', 'binding.d.ts'], {
    stdio: 'inherit',
  }).status ?? 1,
);

function listed(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
