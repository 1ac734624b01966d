// Every name that Electron exports can be imported, and what is missing says so (host 1.2).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import ts from 'typescript';
import * as imported from 'ipcmain/electron';

const require = createRequire(import.meta.url);
const required = require('ipcmain/electron');
const folder = new URL('../node_modules/electron/', import.meta.url);
const declared = namesByProcess(readFileSync(new URL('electron.d.ts', folder), 'utf8'));

/** What each of Electron's namespaces declares as a value. */
function namesByProcess(text) {
  const file = ts.createSourceFile('electron.d.ts', text, ts.ScriptTarget.Latest);
  const electron = file.statements.find((statement) => statement.name?.text === 'Electron');
  const spaces = electron.body.statements.filter(ts.isModuleDeclaration);
  return Object.fromEntries(
    spaces.map(({ name, body }) => [name.text, body.statements.flatMap(valuesOf).sort()]),
  );
}

function valuesOf(statement) {
  if (ts.isClassDeclaration(statement)) return [statement.name.text];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name }) => name.text);
}

describe('the names of Electron', () => {
  it('are all exported, for import and for require', () => {
    const { CrossProcessExports: names } = declared;
    assert.ok(names.includes('app'));
    for (const exports of [Object.keys(imported), Object.keys(required)]) {
      assert.deepEqual(
        names.filter((name) => !exports.includes(name)),
        [],
      );
    }
    // Electron has this one without declaring it.
    const more = Object.keys(required).filter((name) => !names.includes(name));
    assert.deepEqual(more, ['ServiceWorkerMain']);
  });

  it('are there in main, but for those of a utility process', () => {
    const elsewhere = declared.Utility.filter((name) => !declared.Main.includes(name));
    const missing = Object.keys(required).filter((name) => required[name] === undefined);
    assert.deepEqual(missing.sort(), elsewhere);
  });

  it('say which version they are of', () => {
    const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    assert.equal(process.versions.electron, version);
  });

  it('refuse what is not built and keep what a test puts in its place', () => {
    const { dialog, Tray } = required;
    const refusal = (use) => ({
      code: 'ERR_IPC_NOT_IMPLEMENTED',
      message: `ipcmain/electron: ${use} is not implemented. Replace it in the test or guard it with a check of its own.`,
    });
    assert.throws(() => dialog.showOpenDialog(), refusal('dialog.showOpenDialog()'));
    assert.throws(() => new Tray('x'), refusal('new Tray()'));
    assert.throws(() => required.session.defaultSession.cookies, refusal('Session.cookies'));
    dialog.showOpenDialog = () => 'answered';
    assert.equal(dialog.showOpenDialog(), 'answered');
    delete dialog.showOpenDialog;
  });
});
