// Contract 3.2: the frame of events that a program has kept, once the renderer is gone.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { reportsOf } from './support/children.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const MANY = 40;

/** Sends and invokes as often as it is told. */
const sendsMany = async ({ ipcRenderer, data }) => {
  ipcRenderer.on('stay', () => {});
  for (let number = 0; number < data; number++) {
    ipcRenderer.send('sent', number);
    await ipcRenderer.invoke('plain', number);
    await ipcRenderer.invoke('later', number);
    ipcRenderer.sendSync('asked', number);
    ipcRenderer.postMessage('posted', number);
  }
  ipcRenderer.send('done');
};

describe('events that are kept', () => {
  it('3.2 all of them have their frame until the renderer is gone, and null after that', async (t) => {
    const kept = [];
    const keep = (event) => void kept.push(event);
    ipcMain.on('sent', keep);
    ipcMain.on('posted', keep);
    ipcMain.on('asked', (event) => {
      keep(event);
      event.returnValue = 0;
    });
    ipcMain.handle('plain', keep);
    ipcMain.handle('later', (event) => Promise.resolve(keep(event)));
    const done = once(ipcMain, 'done');
    const { contents, worker } = startRenderer(t, sendsMany, { data: MANY });
    await done;
    const { mainFrame } = contents;
    assert.equal(kept.length, 5 * MANY);
    for (const event of kept) assert.equal(event.senderFrame, mainFrame);
    const own = {};
    kept[0].senderFrame = own;
    Object.freeze(kept[1]);
    Object.seal(kept[5]);
    const destroyed = once(contents, 'destroyed');
    worker.terminate();
    await destroyed;
    assert.equal(kept[0].senderFrame, own);
    assert.equal(kept[1].sender, contents);
    for (const event of kept.slice(2)) assert.equal(event.senderFrame, null);
    for (const event of kept.slice(2, 7)) {
      assert.ok(Object.keys(event).includes('senderFrame'));
      event.senderFrame = own;
      assert.equal(event.senderFrame, own);
    }
  });

  it('3.2 what a program does not keep is collected, but for a few', async () => {
    const reports = await reportsOf(
      async ({ report, require, startWorker }) => {
        const { ipcMain } = require('ipcmain');
        const seen = [];
        ipcMain.on('sent', (event) => void seen.push(new WeakRef(event)));
        ipcMain.handle('plain', (event) => void seen.push(new WeakRef(event)));
        ipcMain.once('done', () => {
          const collect = () => {
            globalThis.gc();
            if (seen.filter((event) => event.deref() !== undefined).length > 16)
              return setImmediate(collect);
            report('collected');
            process.exit();
          };
          setImmediate(collect);
        });
        startWorker(async ({ ipcRenderer }) => {
          ipcRenderer.on('stay', () => {});
          for (let number = 0; number < 100; number++) {
            ipcRenderer.send('sent');
            await ipcRenderer.invoke('plain');
          }
          ipcRenderer.send('done');
        });
      },
      { execArgv: ['--expose-gc'] },
    );
    assert.deepEqual(reports, ['collected']);
  });
});
