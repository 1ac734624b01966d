// Contract 8.1: cloning is V8's raw serializer. Random messages go over every route, and what arrives, or
// that nothing can, must be what the raw serializer of the running Node makes of the same values.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, describe as suite, it } from 'node:test';
import v8 from 'node:v8';
import { ipcMain } from 'ipcmain';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

const require = createRequire(import.meta.url);
const values = require.resolve('./support/random-values.cjs');
const { describe, randomArguments } = require(values);

/** 5 values each; 4 routes of 5,000 messages come to 100,000 values. */
const MESSAGES = 5000;
const REFUSED = 'An object could not be cloned.';

/** What must arrive of a message, described, or the text of the refusal. */
function expected(seed, options) {
  try {
    const serializer = new v8.Serializer();
    serializer.writeHeader();
    serializer.writeValue(randomArguments(seed, options));
    const deserializer = new v8.Deserializer(serializer.releaseBuffer());
    deserializer.readHeader();
    return describe(deserializer.readValue());
  } catch {
    return REFUSED;
  }
}

/** Compares all at once but tells of the first that differs, which one can run again. */
function compare(seeds, arrived, options) {
  let refusals = 0;
  for (const [index, seed] of seeds.entries()) {
    const wanted = expected(seed, options);
    if (wanted === REFUSED) refusals++;
    assert.equal(arrived[index], wanted, `seed ${seed}`);
  }
  return refusals;
}

const seedsFrom = (first) => Array.from({ length: MESSAGES }, (_, index) => first + index);

afterEach(clearMain);

suite('random values against the raw serializer', () => {
  it('contract 8.1: send, renderer to main', async (t) => {
    const seeds = seedsFrom(1);
    const arrived = new Map();
    ipcMain.on('value', (_event, seed, args) => arrived.set(seed, describe(args)));
    const { reported } = startRenderer(
      t,
      ({ ipcRenderer, report, require, data }) => {
        const { randomArguments } = require(data.values);
        const refused = data.seeds.filter((seed) => {
          try {
            ipcRenderer.send('value', seed, randomArguments(seed));
            return false;
          } catch (error) {
            return error.message === data.REFUSED;
          }
        });
        report(refused);
        ipcRenderer.sendSync('done');
        report('done');
      },
      { data: { seeds, values, REFUSED } },
    );
    ipcMain.on('done', (event) => (event.returnValue = undefined));
    for (const seed of await reported()) arrived.set(seed, REFUSED);
    assert.equal(await reported(), 'done');
    const refusals = compare(
      seeds,
      seeds.map((seed) => arrived.get(seed)),
    );
    assert.ok(refusals > 10 && refusals < MESSAGES / 2);
  });

  it('contract 8.1: invoke, there and back', async (t) => {
    const seeds = seedsFrom(10_001);
    const arrived = [];
    ipcMain.handle('value', (_event, args) => {
      arrived.push(describe(args));
      return args;
    });
    const { reported } = startRenderer(
      t,
      async ({ ipcRenderer, report, require, data }) => {
        const { describe, randomArguments } = require(data.values);
        const back = [];
        for (const seed of data.seeds) {
          const args = randomArguments(seed, { refusable: false });
          back.push(describe(await ipcRenderer.invoke('value', args)));
        }
        report(back);
      },
      { data: { seeds, values } },
    );
    compare(seeds, await reported(), { refusable: false });
    compare(seeds, arrived, { refusable: false });
  });

  it('contract 8.1: sendSync, there and back', async (t) => {
    const seeds = seedsFrom(20_001);
    ipcMain.on('value', (event, args) => {
      event.returnValue = args;
    });
    const { reported } = startRenderer(
      t,
      ({ ipcRenderer, report, require, data }) => {
        const { describe, randomArguments } = require(data.values);
        report(
          data.seeds.map((seed) => {
            try {
              return describe(ipcRenderer.sendSync('value', randomArguments(seed)));
            } catch (error) {
              return error.message;
            }
          }),
        );
      },
      { data: { seeds, values } },
    );
    compare(seeds, await reported());
  });

  it('contract 8.1: webContents.send and postMessage, main to renderer', async (t) => {
    const seeds = seedsFrom(30_001);
    const { contents, reported } = startRenderer(
      t,
      ({ ipcRenderer, report, require, data }) => {
        const { describe } = require(data.values);
        const arrived = [];
        ipcRenderer.on('value', (_event, args) => arrived.push(describe(args)));
        ipcRenderer.on('done', () => report(arrived));
      },
      { data: { values } },
    );
    const sent = seeds.filter((seed, index) => {
      const args = randomArguments(seed);
      if (index % 2 === 0 && expected(seed) !== REFUSED)
        return contents.send('value', args) ?? true;
      try {
        contents.postMessage('value', args);
        return true;
      } catch (error) {
        assert.equal(error.message, expected(seed), `seed ${seed}`);
        return false;
      }
    });
    contents.send('done');
    compare(sent, await reported());
  });
});
