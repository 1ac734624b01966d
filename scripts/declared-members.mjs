// The members that Electron's declarations give to what `electron` exports, and the text of
// lib/electron/declared-members.js, by which what is not built says so.

import { readFileSync } from 'node:fs';
import ts from 'typescript';

export const TEXT = new URL('../lib/electron/declared-members.js', import.meta.url);
export const declarations = new URL('../node_modules/electron/electron.d.ts', import.meta.url);

const file = ts.createSourceFile(
  'electron.d.ts',
  readFileSync(declarations, 'utf8'),
  ts.ScriptTarget.Latest,
  true,
);
const space = file.statements.find(({ name }) => name?.text === 'Electron').body.statements;

/** What an emitter has is Node's. */
const ofEmitters = new Set(['addListener', 'off', 'on', 'once', 'removeListener']);

/** Not exported: what windows' contents have one of each. */
const parts = ['Debugger', 'NavigationHistory'];

/** What the package has classes of its own for: `lib/electron/host-members.js` says what they lack. */
const ofThePackage = new Set(['App', 'BrowserWindow', 'IpcMain', 'WebContents', 'WebFrameMain']);

/**
 * What Electron declares of a class or a module.
 *
 * @param {string} name of the interface or class
 * @returns {{ name: string, isMethod: boolean, isStatic: boolean }[]}
 */
export function declaredMembers(name) {
  const found = new Map();
  for (const statement of statementsOf(name)) {
    for (const type of parentsOf(statement)) {
      for (const member of declaredMembers(type))
        found.set(`${member.isStatic}${member.name}`, member);
    }
    for (const member of statement.members) {
      const called = member.name?.getText();
      if (called === undefined || ofEmitters.has(called)) continue;
      const isMethod = ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
      const isStatic = Boolean(
        member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword),
      );
      found.set(`${isStatic}${called}`, { name: called, isMethod, isStatic });
    }
  }
  return [...found.values()];
}

function statementsOf(name) {
  return space.filter(
    (statement) =>
      (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name.text === name,
  );
}

function parentsOf(statement) {
  return (statement.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression.getText()),
  );
}

/** Whether objects of that name emit events. */
function isEmitter(name) {
  return statementsOf(name)
    .flatMap(parentsOf)
    .some((parent) => /EventEmitter$/.test(parent) || isEmitter(parent));
}

/** The interfaces and classes of all that `electron` exports. */
function exportedInterfaces() {
  const { body } = space.find(({ name }) => name?.text === 'CrossProcessExports');
  const names = body.statements.flatMap((statement) => {
    if (ts.isClassDeclaration(statement)) return [statement.name.text];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ type }) =>
      type.getText().replace('typeof ', ''),
    );
  });
  return [...new Set([...names, ...parts])].filter((name) => !ofThePackage.has(name)).sort();
}

/** The module as it should be. */
export function declaredModule() {
  const entries = exportedInterfaces().map((name) => {
    const members = declaredMembers(name);
    const list = (isStatic, isMethod) =>
      members
        .filter((member) => member.isStatic === isStatic && member.isMethod === isMethod)
        .map((member) => member.name)
        .sort()
        .join(' ');
    const lists = {
      methods: list(false, true),
      properties: list(false, false),
      statics: list(true, true),
      staticProperties: list(true, false),
    };
    const lines = Object.entries(lists).flatMap(([key, names]) =>
      names === '' ? [] : [`    ${key}: '${names}',`],
    );
    if (isEmitter(name)) lines.push('    isEmitter: true,');
    return [`  ${name}: {`, ...lines, '  },'].join('\n');
  });
  return [
    '// @ts-check',
    "'use strict';",
    '',
    '// Written by `npm run host` from what Electron declares; a test says when it is not up to date.',
    '',
    '/**',
    ' * @typedef {object} Declared names, with a space between two',
    ' * @property {string} [methods]',
    ' * @property {string} [properties]',
    ' * @property {string} [statics] methods of the class itself',
    ' * @property {string} [staticProperties]',
    ' * @property {boolean} [isEmitter]',
    ' */',
    '',
    '/** By the name of the interface or class. @type {Record<string, Declared>} */',
    'const declaredMembers = {',
    ...entries,
    '};',
    '',
    'module.exports = { declaredMembers };',
    '',
  ].join('\n');
}
