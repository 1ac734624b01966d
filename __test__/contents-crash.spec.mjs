// Contract 12 and 18, case 187: 'render-process-gone', which says how a renderer has ended.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { captureConsole, clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

const DISPOSED = 'Render frame was disposed before WebFrameMain could be accessed';

/** A renderer that listens and does nothing else. */
const stays = ({ ipcRenderer }) => {
  ipcRenderer.on('stay', () => {});
  ipcRenderer.send('here');
};

describe("'render-process-gone'", () => {
  const ways = {
    'an uncaught exception': {
      run: ({ ipcRenderer }) => {
        ipcRenderer.on('end', () => {
          throw new Error('on purpose');
        });
        ipcRenderer.send('here');
      },
      details: { reason: 'crashed', exitCode: 1 },
    },
    'process.exit(7)': {
      run: ({ ipcRenderer }) => {
        ipcRenderer.on('end', () => process.exit(7));
        ipcRenderer.send('here');
      },
      details: { reason: 'abnormal-exit', exitCode: 7 },
    },
    'terminate()': { run: stays, details: { reason: 'killed', exitCode: 1 } },
    'a full heap': {
      run: ({ ipcRenderer }) => {
        ipcRenderer.on('end', () => {
          const all = [];
          for (;;) all.push(Array.from({ length: 10_000 }, Object));
        });
        ipcRenderer.send('here');
      },
      options: { resourceLimits: { maxOldGenerationSizeMb: 20 } },
      details: { reason: 'oom', exitCode: 1 },
    },
  };
  for (const [way, { run, details, options }] of Object.entries(ways)) {
    it(`187 comes after ${way}, with its reason, before the end`, async (t) => {
      const printed = captureConsole(t, 'error');
      const here = nextMessage(ipcMain, 'here');
      const { contents, worker, ended } = startRenderer(t, run, { options });
      // The 'error' of the Worker, which this test expects.
      ended.catch(() => {});
      const { mainFrame } = contents;
      assert.equal(contents.isCrashed(), false);
      await here;
      const seen = [];
      contents.on('render-process-gone', (event, given) => {
        seen.push([event.constructor.name, given]);
        assert.equal(contents.isCrashed(), true);
        assert.equal(contents.isDestroyed(), false);
        assert.equal(contents.mainFrame, mainFrame);
        assert.equal(contents.send('x', 1), undefined);
        assert.throws(() => contents.postMessage('x', 1), { name: 'Error', message: DISPOSED });
      });
      const destroyed = once(contents, 'destroyed');
      if (way === 'terminate()') worker.terminate();
      else contents.send('end');
      await destroyed;
      assert.deepEqual(seen, [['Event', details]]);
      assert.deepEqual(
        printed.map(([text, error]) => [text, error.message]),
        [['Error sending from webFrameMain: ', DISPOSED]],
      );
    });
  }

  it('187 does not come when the renderer ends well', async (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => ipcRenderer.send('x'));
    contents.on('render-process-gone', () => assert.fail('it has ended well'));
    await once(contents, 'destroyed');
  });
});
