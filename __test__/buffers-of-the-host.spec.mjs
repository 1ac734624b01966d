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

/** How many bytes JavaScript has allocated for buffers while those of 8 MiB came here. It is told to Workers as text. */
async function allocatedBy(run) {
  const before = process.memoryUsage().arrayBuffers;
  const buffers = await run();
  const allocated = process.memoryUsage().arrayBuffers - before;
  const isWhole = buffers.every((bytes) => bytes.length === 2 ** 20 && bytes.at(-1) === 7);
  return buffers.length === 8 && isWhole ? allocated : NaN;
}

/** Eight buffers of 1 MiB. */
const make = () => Array.from({ length: 8 }, () => new Uint8Array(2 ** 20).fill(7));

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
        const [make, allocatedBy] = data.map((code) => (0, eval)(`(${code})`));
        const toRenderer = { sendSync: await allocatedBy(() => ipcRenderer.sendSync('give')) };
        toRenderer.invoke = await allocatedBy(() => ipcRenderer.invoke('give'));
        const next = () =>
          new Promise((resolve) => ipcRenderer.once('take', (_event, list) => resolve(list)));
        toRenderer.send = await allocatedBy(() => {
          ipcRenderer.send('send');
          return next();
        });
        report(toRenderer);
        ipcRenderer.once('ask', () => ipcRenderer.send('buffers', make()));
        report('listens');
      },
      { data: [make, allocatedBy].map(String) },
    );
    const [event] = await nextMessage(ipcMain, 'send');
    event.reply('take', make());
    const allocated = await renderer.reported();
    assert.equal(await renderer.reported(), 'listens');
    allocated.toMain = await allocatedBy(async () => {
      const came = nextMessage(ipcMain, 'buffers');
      renderer.contents.send('ask');
      return (await came)[1];
    });
    // Some of what was there before may have been collected meanwhile.
    const less = Object.entries(allocated).filter(([, bytes]) => !(bytes > 7 * 2 ** 20));
    assert.deepEqual(less, []);
  });
});
