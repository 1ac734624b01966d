// Every program in the README and in docs/ runs, ends, and prints what it says.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { blocksIn, programsIn } from './support/programs-in-docs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    // The files of testing.md are run by their runners (ci/runners.mjs).
    .filter((file) => file.endsWith('.md') && file !== 'testing.md')
    .map((file) => `docs/${file}`.replaceAll('\\', '/'))
    .sort(),
];

/** Where the programs stand: the packages that they name are found from there. */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ipcmain-docs-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'ipcmain'), 'junction');
  const mock = join(root, 'node_modules', 'electron-mock-ipc');
  symlinkSync(mock, join(folder, 'node_modules', 'electron-mock-ipc'), 'junction');
});
after(() => rmSync(folder, { recursive: true }));

/** Runs a program in a folder of its own; one that says `electron` means ours. */
function run({ files }) {
  const home = mkdtempSync(join(folder, 'program-'));
  for (const [name, code] of files) writeFileSync(join(home, name), code);
  const saysElectron = [...files.values()].some((code) => /['"]electron['"]/.test(code));
  const execArgv = saysElectron ? ['--import', 'ipcmain/register'] : [];
  const [entry] = files.keys();
  const options = { cwd: home, timeout: 20_000, killSignal: 'SIGKILL' };
  return new Promise((resolve) => {
    execFile(process.execPath, [...execArgv, entry], options, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    );
  });
}

for (const document of documents) {
  const programs = programsIn(readFileSync(join(root, document), 'utf8'));
  if (programs.length === 0) continue;
  describe(document, { concurrency: 2 }, () => {
    for (const program of programs) {
      it(program.title, async () => {
        const { code, stdout, stderr } = await run(program);
        assert.equal(code, 0, stderr);
        const lines = stdout.split('\n').filter(Boolean);
        assert.deepEqual(lines.sort(), [...program.prints].sort());
        for (const text of program.complains) assert.ok(stderr.includes(text), stderr);
        if (program.complains.length === 0) assert.equal(stderr, '');
      });
    }
  });
}

describe('every block of code', () => {
  const others = [
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'examples/tutorial/README.md',
  ];
  for (const document of [...documents, ...others]) {
    it(`of ${document} is run, or is for a shell`, () => {
      const text = readFileSync(join(root, document), 'utf8');
      const run = programsIn(text).flatMap(({ files }) => [...files.values()]);
      const rest = blocksIn(text).filter(({ code }) => !run.includes(code));
      assert.deepEqual(
        rest.flatMap(({ language, line }) => (['', 'sh'].includes(language) ? [] : [line])),
        [],
      );
      // Those of the others would not be run.
      assert.ok(run.length === 0 || documents.includes(document));
    });
  }
});
