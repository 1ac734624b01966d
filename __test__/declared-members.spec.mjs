// The list by which what is not built says so is that of Electron's own declarations.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { declaredModule, TEXT } from '../scripts/declared-members.mjs';

describe('lib/electron/declared-members.js', () => {
  it('is what Electron declares', () => {
    const names = (text) => text.replaceAll(/\s+/g, ' ');
    assert.equal(names(readFileSync(TEXT, 'utf8')), names(declaredModule()));
  });
});
