// Contract 13.6 and 18, cases 194 and 195: executeJavaScript.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, ipcMain } from 'ipcmain';
import { bareError, settled } from './support/errors.cjs';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { BrowserWindow } from './support/window.mjs';

await app.whenReady();

afterEach(clearMain);

const preload = fileURLToPath(new URL('fixtures/window/preload.cjs', import.meta.url));

const FAILED =
  'Script failed to execute, this normally means an error was thrown. ' +
  'Check the renderer console for the error.';
const notCloned = bareError('An object could not be cloned.');

/** Main's side of a plain Worker that stays, with its console kept quiet. */
function worker(t) {
  const { contents } = startRenderer(t, ({ ipcRenderer }) => {
    ipcRenderer.on('stay', () => {});
    console.error = () => {};
  });
  return contents;
}

/** A window that has loaded, destroyed with the test. */
async function loadedWindow(t) {
  const win = new BrowserWindow({ show: false, webPreferences: { preload } });
  t.after(() => win.destroy());
  await win.loadURL('about:blank');
  await win.webContents.executeJavaScript('console.error = () => {}; 0');
  return win.webContents;
}

for (const [kind, start] of [
  ['a plain Worker', worker],
  ['a window', loadedWindow],
]) {
  describe(`executeJavaScript in ${kind}`, () => {
    it('194 resolves with a value and with what a promise resolves with', async (t) => {
      const contents = await start(t);
      const results = await Promise.all(
        ['1 + 1', 'Promise.resolve("later")', '(async () => new Map([[1, [2]]]))()', '({ a: 1 })']
          .concat('({ then(resolve) { resolve("thenable") } })', 'new RangeError("a value")')
          .map((code) => contents.executeJavaScript(code)),
      );
      assert.deepEqual(results.slice(0, 5), [
        2,
        'later',
        new Map([[1, [2]]]),
        { a: 1 },
        'thenable',
      ]);
      assert.ok(results[5] instanceof RangeError);
      assert.equal(results[5].message, 'a value');
    });

    it('194 a rejection keeps the native class of its error', async (t) => {
      const contents = await start(t);
      for (const Class of [Error, EvalError, RangeError, ReferenceError, SyntaxError]) {
        const code = `Promise.reject(new ${Class.name}('of ${Class.name}'))`;
        const { error } = await settled(contents.executeJavaScript(code));
        assert.deepEqual(error, { ...bareError(`of ${Class.name}`, Class.name) });
      }
      for (const Class of [TypeError, URIError]) {
        const code = `(async () => { throw new ${Class.name}('of ${Class.name}') })()`;
        await assert.rejects(contents.executeJavaScript(code), (error) => {
          assert.equal(Object.getPrototypeOf(error), Class.prototype);
          assert.equal(error.message, `of ${Class.name}`);
          return true;
        });
      }
    });

    it('194 a rejection with another value rejects with it', async (t) => {
      const contents = await start(t);
      const reasonOf = (code) => contents.executeJavaScript(code).then(assert.fail, (why) => why);
      assert.equal(await reasonOf('Promise.reject("text")'), 'text');
      assert.deepEqual(await reasonOf('Promise.reject({ a: [1] })'), { a: [1] });
    });

    it('contract 13.6: a rejection with something falsy resolves with undefined', async (t) => {
      const contents = await start(t);
      for (const value of ['', 'null', '0', 'false', '""']) {
        assert.equal(await contents.executeJavaScript(`Promise.reject(${value})`), undefined);
      }
    });

    it('contract 13.6: a synchronous throw and a syntax error give the general text', async (t) => {
      const contents = await start(t);
      for (const code of ['throw new RangeError("x")', 'throw null', 'missing', 'if (']) {
        assert.deepEqual(await settled(contents.executeJavaScript(code)), {
          error: bareError(FAILED),
        });
      }
    });

    it('195 what cannot be cloned rejects, undefined does not', async (t) => {
      const contents = await start(t);
      for (const code of [
        '() => {}',
        'Symbol.iterator',
        '({ fn() {} })',
        'Promise.resolve(eval)',
      ]) {
        const outcome = await settled(contents.executeJavaScript(code));
        assert.deepEqual(outcome, { error: notCloned }, code);
      }
      const rejection = contents.executeJavaScript('Promise.reject(() => {})');
      assert.deepEqual(await settled(rejection), { error: notCloned });
      assert.equal(await contents.executeJavaScript('undefined'), undefined);
      assert.equal(await contents.executeJavaScript('void 0'), undefined);
      assert.equal(await contents.executeJavaScript(''), undefined);
    });

    it('contract 13.6: the code is made a string', async (t) => {
      const contents = await start(t);
      assert.equal(await contents.executeJavaScript(12), 12);
      assert.equal(await contents.executeJavaScript({ toString: () => '"text"' }), 'text');
      assert.equal(await contents.executeJavaScript(['1', '2']), 2);
      assert.equal(await contents.executeJavaScript(), undefined);
      assert.equal(await contents.executeJavaScript(null), null);
    });

    it('host 1.4: import() works and finds packages', async (t) => {
      const contents = await start(t);
      const code = 'import("ipcmain").then(({ ipcRenderer }) => typeof ipcRenderer.send)';
      assert.equal(await contents.executeJavaScript(code), 'function');
      assert.equal(
        await contents.executeJavaScript('import("node:path").then((path) => path.join("a", "b"))'),
        'a/b',
      );
      const { error } = await settled(contents.executeJavaScript('import("no-such-package")'));
      assert.match(error.message, /^Cannot find package 'no-such-package'/);
    });

    it('contract 13.6: what it declares is global, and this is the global', async (t) => {
      const contents = await start(t);
      await contents.executeJavaScript('var declared = 1; const kept = 2; 0');
      assert.deepEqual(
        await contents.executeJavaScript('[globalThis.declared, kept, this === globalThis]'),
        [1, 2, true],
      );
    });

    it('contract 13.6: mainFrame.executeJavaScript does the same', async (t) => {
      const { mainFrame } = await start(t);
      assert.equal(await mainFrame.executeJavaScript('6 * 7'), 42);
      assert.deepEqual(await settled(mainFrame.executeJavaScript('throw 1')), {
        error: bareError(FAILED),
      });
    });

    it('contract 13.6: it stays pending when the renderer ends meanwhile', async (t) => {
      const contents = await start(t);
      const outcomes = [];
      const note = (outcome) => outcomes.push(outcome);
      contents.executeJavaScript('new Promise(() => {})').then(note, note);
      contents.executeJavaScript('process.exit(3)').then(note, note);
      contents.executeJavaScript('"too late"').then(note, note);
      await once(contents, 'render-process-gone');
      // A renderer that is started now is heard after all that the other one could have said.
      assert.equal(await worker(t).executeJavaScript('"marker"'), 'marker');
      assert.deepEqual(outcomes, []);
    });

    it('contract 13.6: it rejects when the contents are destroyed already', async (t) => {
      const contents = await start(t);
      const destroyed = once(contents, 'destroyed');
      contents.destroy();
      await destroyed;
      const promise = contents.executeJavaScript('1');
      await assert.rejects(promise, { name: 'TypeError', message: 'Object has been destroyed' });
    });
  });
}

describe('the order of executeJavaScript', () => {
  it('contract 13.6: it keeps its place among the messages to a plain Worker', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      globalThis.seen = [];
      ipcRenderer.on('x', (_event, value) => seen.push(value));
      ipcRenderer.on('end', () => report(seen));
    });
    for (let n = 0; n < 20; n += 2) {
      contents.send('x', n);
      void contents.executeJavaScript(`seen.push(${n + 1})`);
    }
    contents.send('end');
    assert.deepEqual(
      await reported(),
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it('195 it waits until a plain Worker has run its script', async (t) => {
    const { contents } = startRenderer(t, ({ ipcRenderer }) => {
      ipcRenderer.on('stay', () => {});
      globalThis.loaded = 'not quite';
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      globalThis.loaded = true;
    });
    assert.equal(await contents.executeJavaScript('loaded'), true);
  });

  it('195 it waits until a window has run its scripts', async (t) => {
    const win = new BrowserWindow({ show: false, webPreferences: { preload } });
    t.after(() => win.destroy());
    // Nothing is loaded yet: it waits for what will be.
    const early = win.webContents.executeJavaScript('loaded');
    const code = 'await new Promise((resolve) => setTimeout(resolve)); globalThis.loaded = true;';
    const loading = win.loadURL(`data:text/javascript,${encodeURIComponent(code)}`);
    assert.equal(win.webContents.isLoading(), true);
    assert.equal(await win.webContents.executeJavaScript('loaded'), true);
    assert.equal(await early, true);
    await loading;
    assert.equal(await win.webContents.executeJavaScript('loaded'), true);
  });

  it('contract 13.6: what the renderer sends before it answers arrives before the answer', async (t) => {
    const contents = await loadedWindow(t);
    const said = nextMessage(ipcMain, 'said').then(([, value]) => value);
    const answer = contents.executeJavaScript('api.say("said"); "answered"');
    assert.equal(await Promise.race([said, answer]), 'said');
    assert.equal(await answer, 'answered');
  });
});
