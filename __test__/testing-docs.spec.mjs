// What docs/testing.md shows is what ci/runners.mjs runs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const docs = new URL('../docs/', import.meta.url);
const text = readFileSync(new URL('testing.md', docs), 'utf8');
const shown = [...text.matchAll(/^\[.*?\]\((.*?)\):\n\n```\w+\n([^]*?)^```$/gm)];

describe('docs/testing.md', () => {
  it('shows nothing but files', () => {
    assert.equal(shown.length, text.match(/^```\w+$/gm).length);
  });

  for (const [, path, code] of shown) {
    it(`shows ${path} as it is`, () => {
      assert.equal(code, readFileSync(new URL(path, docs), 'utf8'));
    });
  }
});
