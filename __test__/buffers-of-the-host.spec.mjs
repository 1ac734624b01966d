// A host may refuse buffers whose memory is not of its own making, as Electron does: its V8 keeps all of them in
// one place. So there are none: what arrives is in memory that JavaScript has allocated.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import ts from 'typescript';
import { ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** All that the native core gives: what its functions return, its properties, and what it calls back with. */
function typesGiven(file) {
  const types = [];
  const visit = (node) => {
    const isOwn = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node);
    if (ts.isFunctionLike(node) || (isOwn && !ts.isFunctionTypeNode(node.type)))
      types.push(node.type);
    if (ts.isFunctionTypeNode(node) && ts.isParameter(node.parent))
      types.push(...node.parameters.map(({ type }) => type));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return types.filter(Boolean).map((type) => type.getText(file));
}

/**
 * Which of these have memory that Node has not allocated: of all such, it refuses to move it. It is told to Workers as
 * text.
 */
const external = (buffers) =>
  buffers.filter(({ buffer }) => {
    try {
      structuredClone(buffer, { transfer: [buffer] });
      return buffer.byteLength > 0;
    } catch {
      return true;
    }
  }).length;

/** From what crosses as bytes of a message to what crosses as a block of its own. */
const make = () => [0, 4, 12, 16, 20].map((power) => new Uint8Array(2 ** power).fill(7));

describe('external buffers', () => {
  it('no function of the native core gives a buffer to JavaScript', () => {
    const text = readFileSync(new URL('../binding.d.ts', import.meta.url), 'utf8');
    const given = typesGiven(
      ts.createSourceFile('binding.d.ts', text, ts.ScriptTarget.Latest, true),
    );
    assert.ok(given.includes('boolean') && given.length > 50, String(given));
    const buffers = given.filter((type) => /Buffer|[a-z\d]Array\b|DataView|External/.test(type));
    assert.deepEqual(buffers, []);
  });

  it('all that arrives is in memory that JavaScript has allocated', async (t) => {
    ipcMain.on('give', (event) => (event.returnValue = make()));
    ipcMain.handle('give', make);
    const renderer = startRenderer(
      t,
      async ({ ipcRenderer, report, data }) => {
        const [make, external] = data.map((code) => (0, eval)(`(${code})`));
        const arrived = { sendSync: ipcRenderer.sendSync('give') };
        arrived.invoke = await ipcRenderer.invoke('give');
        const next = new Promise((resolve) =>
          ipcRenderer.once('take', (_event, list) => resolve(list)),
        );
        ipcRenderer.send('buffers', make());
        arrived.send = await next;
        report(Object.entries(arrived).map(([by, list]) => [by, list.length, external(list)]));
      },
      { data: [make, external].map(String) },
    );
    const [event, list] = await nextMessage(ipcMain, 'buffers');
    event.reply('take', make());
    const arrived = await renderer.reported();
    arrived.push(['send to main', list.length, external(list)]);
    assert.deepEqual(
      arrived,
      ['sendSync', 'invoke', 'send', 'send to main'].map((by) => [by, 5, 0]),
    );
  });

  it('of memory that is of another making, the test above would say so', () => {
    // A pool of Node's is marked in the same way as what native code has allocated.
    assert.equal(external([Buffer.from('pooled')]), 1);
  });
});
