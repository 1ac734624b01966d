// Contract 3.5, 6.5 and 18, cases 96, 106 to 108 and 114: a sendSync that nobody answers.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInChild } from './support/child.mjs';
import { using } from './support/exchange.mjs';

const neverSent = { error: 'reply was never sent' };

/** Collects garbage until the renderer reports; it does, because somebody answers in the end. */
const collectUntilReported = (worker, report) => {
  let reported = false;
  worker.on('message', (value) => {
    reported = true;
    report(value);
  });
  const turn = () => {
    if (reported) return;
    globalThis.gc();
    setImmediate(turn);
  };
  turn();
};

/** What a child reports whose renderer calls sendSync on a channel, with `listen` done before. */
function unanswered(listen, channel) {
  const run = ({ report, startWorker, data, require }, listen, collectUntilReported) => {
    const { ipcMain, webContents } = require('ipcmain');
    listen(ipcMain, report);
    const worker = startWorker(({ ipcRenderer, report, data }) => {
      report(ipcRenderer.sendSync(data));
    }, data);
    webContents.fromWorker(worker);
    collectUntilReported(worker, report);
  };
  return runInChild(using(run, listen, collectUntilReported), {
    data: channel,
    execArgv: ['--expose-gc'],
  });
}

describe('sendSync without an answer', () => {
  it('106 the channel "error" does not warn', async () => {
    const child = await unanswered(() => {}, 'error');
    assert.deepEqual(child, { code: 0, signal: null, stderr: '', ...reporting(neverSent) });
  });

  it('107 the answer comes when the event is collected (fault 70)', async () => {
    const child = await unanswered((ipcMain) => ipcMain.on('test', () => {}), 'test');
    assert.deepEqual(child, { code: 0, signal: null, stderr: '', ...reporting(neverSent) });
  });

  it('108 a listener that throws is an uncaught exception, and the answer comes the same way', async () => {
    const child = await unanswered((ipcMain, report) => {
      process.on('uncaughtException', (error) => report(error.message));
      ipcMain.on('test', () => {
        throw new Error('thrown by a listener');
      });
    }, 'test');
    assert.equal(child.code, 0);
    assert.deepEqual(child.reports, ['thrown by a listener', neverSent]);
  });

  const observers = {
    'an emit of its own': (ipcMain, answerLater) => {
      const { emit } = ipcMain;
      ipcMain.emit = function (name, event, ...args) {
        if (name === 'test') answerLater(event);
        return emit.call(this, name, event, ...args);
      };
    },
    'an emit of all emitters': (_ipcMain, answerLater, { EventEmitter }) => {
      const { emit } = EventEmitter.prototype;
      EventEmitter.prototype.emit = function (name, event, ...args) {
        if (name === 'ipc-message-sync') answerLater(event);
        return emit.call(this, name, event, ...args);
      };
    },
    'an errorMonitor': (ipcMain, answerLater, { errorMonitor }) => {
      ipcMain.on(errorMonitor, answerLater);
    },
  };
  for (const [observer, observe] of Object.entries(observers)) {
    it(`contract 3.3: ${observer} has seen the event and answers later`, async () => {
      const child = await runInChild(
        using(({ report, startWorker, data, require }, observe) => {
          const { ipcMain } = require('ipcmain');
          console.warn = () => {};
          const answerLater = (event) => setImmediate(() => (event.returnValue = 'later'));
          observe(ipcMain, answerLater, require('node:events'));
          const worker = startWorker(({ ipcRenderer, report, data }) => {
            report(ipcRenderer.sendSync(data));
          }, data);
          worker.on('message', report);
        }, observe),
        { data: observer === 'an errorMonitor' ? 'error' : 'test' },
      );
      assert.deepEqual(child, { code: 0, signal: null, stderr: '', ...reporting('later') });
    });
  }

  for (const answers of [true, false]) {
    it(`96 the renderer ends ${answers ? 'after' : 'before'} the answer: no crash`, async () => {
      const child = await runInChild(
        ({ report, startWorker, data, require }) => {
          const { ipcMain, webContents } = require('ipcmain');
          const worker = startWorker(({ ipcRenderer }) => {
            for (;;) ipcRenderer.sendSync('test');
          });
          webContents.fromWorker(worker).once('destroyed', () => report('destroyed'));
          let asked = false;
          ipcMain.on('test', async (event) => {
            // With an answer, it asks again until it has ended.
            if (asked) return;
            asked = true;
            if (data) event.returnValue = null;
            await worker.terminate();
            report('ended');
            event.returnValue = null;
          });
        },
        { data: answers },
      );
      assert.equal(child.code, 0);
      assert.equal(child.stderr, '');
      assert.deepEqual(child.reports.sort(), ['destroyed', 'ended']);
    });
  }

  it('114 sendSync while the renderer exits does not deadlock', async () => {
    const child = await runInChild(({ report, startWorker, require }) => {
      const { ipcMain, webContents } = require('ipcmain');
      const worker = startWorker(({ ipcRenderer }) => {
        process.on('exit', () => {
          try {
            ipcRenderer.sendSync('test');
          } catch {
            // The contract leaves it open whether this still works.
          }
        });
        ipcRenderer.send('started');
      });
      webContents.fromWorker(worker);
      ipcMain.on('test', (event) => (event.returnValue = 1));
      worker.on('exit', (code) => report(code));
    });
    assert.equal(child.code, 0);
    assert.equal(child.stderr, '');
    assert.deepEqual(child.reports, [0]);
  });
});

function reporting(...values) {
  return { reports: values, lines: values.map((value) => JSON.stringify(value)) };
}
