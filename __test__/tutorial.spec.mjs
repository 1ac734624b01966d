// The three patterns of Electron's tutorial on IPC, as programs of their own.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProgram } from './support/program.mjs';

const execArgv = ['--import', 'ipcmain/register', '--import', './examples/tutorial/user.cjs'];

describe("the patterns of Electron's tutorial", () => {
  for (const [name, printed] of [
    ['1-renderer-to-main', ['the title is a title of the renderer']],
    ['2-invoke', ['the page says: the file is /home/me/notes.txt']],
    ['3-main-to-renderer', ['the counter is 1', 'the counter is 2', 'the counter is 1']],
  ]) {
    it(`${name} does what it says, and ends`, async () => {
      const program = `examples/tutorial/${name}/main.js`;
      const { lines, stderr } = await runProgram(program, { execArgv });
      assert.equal(stderr, '');
      // What the page itself prints may come or not: its thread is ended meanwhile.
      assert.deepEqual(
        lines.filter((line) => !line.startsWith('the file is')),
        printed,
      );
    });
  }
});
