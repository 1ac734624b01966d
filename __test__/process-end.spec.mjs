// Contract 12, fault 124 and 129: how processes end, and what must be left of them: nothing.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { parse } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { forkRenderer, ipcMain } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { NOTHING, leftovers } from './support/cycles.mjs';
import { clearMain, never, nextMessage } from './support/main.mjs';
import { forkFunction } from './support/renderer-process.mjs';

afterEach(clearMain);

const noProc = process.platform !== 'linux' && 'needs /proc';
const windows = process.platform === 'win32' && 'Windows has no such signals';
const endsWithMain = process.platform === 'win32' && 'Windows ends children with their parent';

const ends = {
  'process.exit(7)': [
    ({ ipcRenderer }) => {
      ipcRenderer.sendSync('here');
      process.exit(7);
    },
    { reason: 'abnormal-exit', exitCode: 7 },
  ],
  'an uncaught exception': [
    ({ ipcRenderer }) => {
      ipcRenderer.sendSync('here');
      process.removeAllListeners('uncaughtExceptionMonitor');
      console.error = () => {};
      process.once('exit', () => (process.exitCode = 6));
      process.on('uncaughtException', () => process.exit(6));
      throw new Error('on purpose');
    },
    { reason: 'abnormal-exit', exitCode: 6 },
  ],
  'kill -9': [
    ({ ipcRenderer }) => {
      ipcRenderer.sendSync('here');
      process.kill(process.pid, 'SIGKILL');
    },
    { reason: 'killed', exitCode: 9 },
  ],
  'a native crash': [
    ({ ipcRenderer }) => {
      ipcRenderer.sendSync('here');
      process.kill(process.pid, 'SIGSEGV');
    },
    { reason: 'crashed', exitCode: 11 },
  ],
};

describe('the end of a process', () => {
  for (const [name, [run, details]] of Object.entries(ends)) {
    const skip = details.exitCode > 7 && windows;
    it(`187 ${name} is 'render-process-gone', and main lives`, { skip }, async () => {
      ipcMain.on('here', (event) => (event.returnValue = null));
      const child = forkFunction(run);
      const contents = child.webContents;
      const [[, told]] = await Promise.all([
        once(contents, 'render-process-gone'),
        once(contents, 'destroyed'),
      ]);
      assert.deepEqual(told, details);
      assert.deepEqual(leftovers(), NOTHING);
    });
  }

  it("187 a program that cannot be started is 'launch-failed'", async () => {
    const child = forkRenderer('x', { execPath: '/nowhere/at/all' });
    const [[{ code }], [, { reason }]] = await Promise.all([
      once(child, 'error'),
      once(child.webContents, 'render-process-gone'),
      once(child.webContents, 'destroyed'),
    ]);
    assert.deepEqual([code, reason], ['ENOENT', 'launch-failed']);
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('187 the ordinary end is no crash', async () => {
    const child = forkFunction(({ ipcRenderer }) => ipcRenderer.send('last'));
    let gone = false;
    child.webContents.once('render-process-gone', () => (gone = true));
    const order = [];
    ipcMain.once('last', () => order.push('last'));
    await once(child.webContents, 'destroyed').then(() => order.push('destroyed'));
    assert.deepEqual([gone, order], [false, ['last', 'destroyed']]);
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('187 everything that it has sent comes before its end', async () => {
    const numbers = [];
    ipcMain.on('number', (_event, number) => numbers.push(number));
    const child = forkFunction(({ ipcRenderer }) => {
      for (let number = 0; number < 20_000; number++) ipcRenderer.send('number', number);
      process.exit(1);
    });
    await once(child.webContents, 'destroyed');
    assert.deepEqual(
      numbers,
      Array.from({ length: 20_000 }, (_, number) => number),
    );
  });

  it('design 3: what four processes send before they exit arrives, 30 MB each', async () => {
    const sizes = [];
    ipcMain.on('large', (_event, bytes) => sizes.push(bytes.length));
    const ends = Array.from({ length: 4 }, () => {
      const child = forkFunction(({ ipcRenderer }) => {
        ipcRenderer.send('large', new Uint8Array(30_000_000));
        process.exit(0);
      });
      return once(child.webContents, 'destroyed');
    });
    await Promise.all(ends);
    assert.deepEqual(sizes, Array(4).fill(30_000_000));
  });

  it('design 3: one that cannot be started leaves nothing behind', async () => {
    assert.throws(() => forkRenderer('x', { stdio: 'strange' }), {
      code: 'ERR_INVALID_SYNC_FORK_INPUT',
    });
    // That it has ended is said in the next turn.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    assert.deepEqual(leftovers(), NOTHING);
  });

  it('284 open requests, and messages in both directions, leave nothing behind', async () => {
    ipcMain.handle('never', () => never);
    const child = forkFunction(({ ipcRenderer }) => {
      for (let count = 0; count < 50; count++) ipcRenderer.invoke('never', new Uint8Array(5000));
      ipcRenderer.send('here');
      for (;;);
    });
    await nextMessage(ipcMain, 'here');
    for (let count = 0; count < 2000; count++) child.webContents.send('x', new Uint8Array(5000));
    child.kill('SIGKILL');
    await once(child.webContents, 'destroyed');
    assert.deepEqual(leftovers(), NOTHING);
    assert.doesNotThrow(() => child.webContents.id);
  });

  it(
    'fault 129 when main is killed, a sendSync ends at once and so does the process',
    { skip: endsWithMain },
    async () => {
      const { signal, lines } = await runInChild(({ require }) => {
        const { ipcMain, forkRenderer } = require('ipcmain');
        const code = `
        const { ipcRenderer } = require('ipcmain');
        const { writeSync } = require('node:fs');
        process.on('exit', () => writeSync(1, 'exit\\n'));
        writeSync(1, JSON.stringify(ipcRenderer.sendSync('ask')) + '\\n');
        setInterval(() => {}, 1000);
      `;
        ipcMain.on('ask', () => process.kill(process.pid, 'SIGKILL'));
        forkRenderer('-e', [code], { execArgv: [] });
      });
      // The output ends when the last process that holds it has.
      assert.deepEqual([signal, lines], ['SIGKILL', ['null', 'exit']]);
    },
  );

  it('fault 129 one that does not use ipcmain ends with main, too', async () => {
    const { code, lines } = await runInChild(({ require }) => {
      const { forkRenderer } = require('ipcmain');
      const code = `process.on('exit', () => console.log('exit')); setInterval(() => {}, 1000); console.log('here')`;
      const child = forkRenderer('-e', [code], {
        execArgv: [],
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.once('data', () => process.exit(0));
    });
    assert.deepEqual([code, lines], [0, []]);
  });

  it('fault 126 one that is started after chdir finds its main, and so does one whose folder is gone', async () => {
    const { reports, code } = await runInChild(async ({ require, report }) => {
      const { mkdtempSync, rmdirSync, writeFileSync, rmSync } = require('node:fs');
      const { tmpdir } = require('node:os');
      const { join } = require('node:path');
      const { ipcMain, forkRenderer } = require('ipcmain');
      const file = join(mkdtempSync(join(tmpdir(), 'ipcmain-test-')), 'renderer.cjs');
      const index = require.resolve('ipcmain');
      const gone = mkdtempSync(join(tmpdir(), 'ipcmain-test-'));
      writeFileSync(
        file,
        `const { ipcRenderer } = require(${JSON.stringify(index)});
        process.chdir('/');
        ipcRenderer.sendSync('wait');
        ipcRenderer.send('here', process.cwd());`,
      );
      process.chdir(gone);
      const child = forkRenderer(file, { cwd: tmpdir() });
      ipcMain.on('wait', (event) => {
        process.chdir('/');
        rmdirSync(gone);
        event.returnValue = null;
      });
      ipcMain.on('here', (_event, folder) => report(folder));
      child.webContents.once('destroyed', () => rmSync(join(file, '..'), { recursive: true }));
    });
    assert.deepEqual([code, reports], [0, [parse(process.cwd()).root]]);
  });

  it(
    'fault 124 no other process inherits the connection, and it leaves no descriptor behind',
    { skip: noProc },
    async () => {
      const [before, sockets, after] = await reportsOf(({ report, require }) => {
        const { execFileSync } = require('node:child_process');
        const { readdirSync, readlinkSync } = require('node:fs');
        const { ipcMain, forkRenderer } = require('ipcmain');
        const count = () => readdirSync('/proc/self/fd').length;
        const list = `require('node:fs').readdirSync('/proc/self/fd').filter((fd) => { try { if (fd < 3) return false;
        return require('node:fs').readlinkSync('/proc/self/fd/' + fd).startsWith('socket:') } catch {} }).length`;
        const code = `
        const { ipcRenderer } = require('ipcmain');
        const { execFileSync } = require('node:child_process');
        ipcRenderer.send('sockets', execFileSync(process.execPath, ['-p', ${JSON.stringify(list)}], { encoding: 'utf8' }));
      `;
        // Those that Node itself opens for a child process are open by then.
        execFileSync(process.execPath, ['-v']);
        const first = forkRenderer('-e', [''], { execArgv: [] });
        first.webContents.once('destroyed', () => {
          const before = count();
          report(before);
          const child = forkRenderer('-e', [code], {
            execArgv: [],
            stdio: ['ignore', 'inherit', 'inherit'],
          });
          ipcMain.once('sockets', (_event, theirs) => {
            const ours = execFileSync(process.execPath, ['-p', list], {
              encoding: 'utf8',
              stdio: ['ignore', 'pipe', 'ignore'],
            });
            report([theirs, ours].map((text) => text.trim()));
          });
          child.webContents.once('destroyed', () => {
            // The driver lets go of its descriptor on its own thread.
            const look = (tries) => {
              if (count() === before || tries === 0) report(count());
              else setTimeout(look, 10, tries - 1);
            };
            look(500);
          });
        });
      }, {});
      assert.deepEqual(sockets, ['0', '0']);
      assert.equal(after, before);
    },
  );
});
