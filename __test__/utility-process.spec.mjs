// Contract 14 and 18, cases 264 to 276: utilityProcess and process.parentPort.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { parse } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MessageChannelMain, app, ipcMain, utilityProcess } from 'ipcmain';
import { runInChild } from './support/child.mjs';
import { reportsOf } from './support/children.mjs';
import { stayAlive, untilClosed } from './support/ports.mjs';
import { startRenderer } from './support/renderer.mjs';

const main = fileURLToPath(new URL('support/utility-main.cjs', import.meta.url));

before(() => app.whenReady());
stayAlive();

function start(t, run, options) {
  const child = utilityProcess.fork(main, [String(run)], options);
  t.after(() => child.kill());
  return child;
}

const nextMessage = async (child) => (await once(child, 'message'))[0];
const echo = ({ parentPort }) =>
  parentPort.on('message', ({ data }) => parentPort.postMessage(data));

const windows = process.platform === 'win32' && 'Windows has no such signals';
const endsWithMain = process.platform === 'win32' && 'Windows ends children with their parent';

describe('utilityProcess.fork', () => {
  it('264 without a path throws', () => {
    for (const path of ['', undefined, null]) {
      assert.throws(
        () => utilityProcess.fork(path),
        new Error('Missing UtilityProcess entry script.'),
      );
    }
  });

  it('265 bad options are refused in these words', () => {
    const refused = (options, error) =>
      assert.throws(() => utilityProcess.fork('x', [], options), error);
    refused(
      { stdio: 'ipc' },
      new Error('stdio must be of the following values: inherit, pipe, ignore'),
    );
    refused(
      { stdio: ['ignore', 'ignore'] },
      new Error('configuration missing for stdin, stdout or stderr.'),
    );
    refused(
      { stdio: ['pipe', 'inherit', 'inherit'] },
      new Error('stdin value other than ignore is not supported.'),
    );
    refused(
      { stdio: ['ignore', 'ipc', 'inherit'] },
      new Error('stdout configuration must be of the following values: inherit, pipe, ignore'),
    );
    refused(
      { stdio: ['ignore', 'pipe', 'ipc'] },
      new Error('stderr configuration must be of the following values: inherit, pipe, ignore'),
    );
    refused({ execArgv: 'x' }, new TypeError('execArgv must be an array of strings.'));
    refused({ serviceName: 7 }, new TypeError('serviceName must be a string.'));
    refused({ cwd: 7 }, new TypeError('cwd path must be a string.'));
    refused({ env: { A: 7 } }, new TypeError('Invalid value for env'));
    refused({ execArgv: [7] }, new TypeError('Invalid value for execArgv'));
    assert.throws(() => utilityProcess.fork('x', [7]), new TypeError('Invalid value for args'));
    assert.throws(
      () => utilityProcess.fork('x', { cwd: 7 }),
      new TypeError('cwd path must be a string.'),
    );
  });

  it('contract 14.1: before the app is ready it throws', async () => {
    const [message] = await reportsOf(({ report, require }) => {
      const { utilityProcess } = require('ipcmain');
      try {
        utilityProcess.fork('x');
      } catch (error) {
        report(`${error}`);
      }
    });
    assert.equal(message, 'TypeError: utilityProcess cannot be created before app is ready.');
  });

  it('contract 14.1: what it prints can be read, and it has its arguments, environment and folder', async (t) => {
    const run = () =>
      console.log(
        JSON.stringify([process.argv[3], process.env.OURS, process.cwd(), process.execArgv.length]),
      );
    const options = { stdio: 'pipe', env: { OURS: 'yes' }, cwd: '/', execArgv: ['--no-warnings'] };
    const child = utilityProcess.fork(main, [String(run), 'argument'], options);
    t.after(() => child.kill());
    const { root } = parse(process.cwd());
    assert.deepEqual(JSON.parse(await once(child.stdout, 'data')), ['argument', 'yes', root, 3]);
    assert.notEqual(child.stderr, null);
    await once(child, 'exit');
    await new Promise(setImmediate);
    assert.deepEqual([child.stdout, child.stderr], [null, null]);
  });

  it('contract 14.1: without pipes there is nothing to read', async (t) => {
    const child = start(t, echo, { stdio: 'ignore' });
    assert.deepEqual([child.stdout, child.stderr], [null, null]);
    assert.ok(child instanceof EventEmitter);
  });

  it('contract 14: it is no renderer', async (t) => {
    const child = start(t, ({ parentPort, require }) => {
      const keys = Object.getOwnPropertyDescriptor(process, 'parentPort');
      parentPort.postMessage([
        keys.enumerable,
        keys.writable,
        parentPort instanceof require('node:events'),
      ]);
    });
    assert.deepEqual(await nextMessage(child), [true, false, true]);
    assert.equal(ipcMain.inspect().peers.length, 0);
  });
});

describe('messages of a utility process', () => {
  it('266 it echoes', async (t) => {
    const child = start(t, echo);
    const value = new Map([['a', [1, new Date(5), /x/g, new Uint8Array(100_000)]]]);
    child.postMessage(value);
    assert.deepEqual(await nextMessage(child), value);
  });

  it('267 what is posted before it has started waits until it listens, in order', async (t) => {
    const child = start(t, ({ parentPort }) => {
      const all = [];
      setTimeout(() => {
        parentPort.on('message', ({ data }) => {
          all.push(data);
          if (all.length === 3) parentPort.postMessage(all);
        });
      }, 100);
    });
    for (const number of [1, 2, 3]) child.postMessage(number);
    assert.deepEqual(await nextMessage(child), [1, 2, 3]);
  });

  it('268 it tries to post what cannot be cloned, and goes on', async (t) => {
    const child = start(t, ({ parentPort }) => {
      try {
        parentPort.postMessage(() => {});
      } catch (error) {
        parentPort.postMessage(`caught ${error}`);
      }
      parentPort.postMessage('later');
    });
    const all = [];
    child.on('message', (value) => all.push(value));
    while (all.length < 2) await once(child, 'message');
    assert.deepEqual(all, ['caught Error: An object could not be cloned.', 'later']);
    assert.throws(() => child.postMessage(() => {}), new Error('An object could not be cloned.'));
  });

  it('269 the parent gets the bare value, the child an event', async (t) => {
    const child = start(t, ({ parentPort }) => {
      parentPort.once('message', (event) =>
        parentPort.postMessage([Object.keys(event), event.data, event.ports]),
      );
    });
    child.postMessage({ a: 1 });
    assert.deepEqual(await nextMessage(child), [['data', 'ports'], { a: 1 }, []]);
  });

  it('270 without a listener it pauses, and nothing is lost', async (t) => {
    const child = start(t, ({ parentPort }) => {
      const all = [];
      const listener = ({ data }) => {
        all.push(data);
        if (data === 4) parentPort.postMessage(all);
        if (data !== 1) return;
        parentPort.removeListener('message', listener);
        setTimeout(() => {
          parentPort.postMessage([...all]);
          parentPort.on('message', listener);
        }, 100);
      };
      parentPort.on('message', listener);
      setInterval(() => {}, 1000);
    });
    for (const number of [1, 2, 3, 4]) child.postMessage(number);
    const all = [];
    child.on('message', (value) => all.push(value));
    while (all.length < 2) await once(child, 'message');
    assert.deepEqual(all, [[1], [1, 2, 3, 4]]);
  });

  it('271 what comes while the parent does not listen is lost', async (t) => {
    const child = start(t, ({ parentPort }) => {
      for (const value of ['first', 'second', 'third']) parentPort.postMessage(value);
    });
    const heard = [];
    const third = new Promise((resolve) => {
      const { emit } = child;
      child.emit = (name, ...args) => {
        const isHeard = Reflect.apply(emit, child, [name, ...args]);
        if (args[0] === 'second') child.once('message', (value) => resolve([isHeard, value]));
        return isHeard;
      };
    });
    child.once('message', (value) => heard.push(value));
    assert.deepEqual(await third, [false, 'third']);
    assert.deepEqual(heard, ['first']);
  });

  it('272 a transfer list that is none is ignored, and one with something else is refused', async (t) => {
    const child = start(t, echo);
    child.postMessage('ignored', 'notarray');
    assert.equal(await nextMessage(child), 'ignored');
    assert.throws(
      () => child.postMessage('x', [7]),
      new TypeError('Port at index 0 is not a valid port'),
    );
  });

  it('272 a port that was given away, and one that is there twice, are refused', async (t) => {
    const child = start(t, echo);
    const { port1, port2 } = new MessageChannelMain();
    assert.throws(
      () => child.postMessage('x', [port1, port1]),
      new Error('Port at index 1 is a duplicate.'),
    );
    child.postMessage('x', [port1]);
    assert.throws(
      () => child.postMessage('x', [port1]),
      new Error('Port at index 0 is already neutered.'),
    );
    port2.close();
  });

  it('269, 273 ports come to it as MessagePortMain, and it talks to a renderer through one', async (t) => {
    const child = start(t, ({ parentPort }) => {
      parentPort.on('message', ({ data, ports: [port] }) => {
        if (port === undefined) return parentPort.postMessage(data);
        port.on('message', (event) => port.postMessage(`${data} ${event.data}`));
        port.on('close', () => parentPort.postMessage('closed'));
        port.start();
        parentPort.postMessage([typeof port.on, port.constructor.name]);
      });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage('heard', [port1]);
    assert.deepEqual(await nextMessage(child), ['function', 'MessagePortMain']);
    const renderer = startRenderer(t, ({ ipcRenderer, report }) => {
      ipcRenderer.on('port', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => {
          report(data);
          if (data === 'heard 3') port.close();
        };
        for (let number = 1; number <= 3; number++) port.postMessage(number);
      });
    });
    const closed = nextMessage(child);
    renderer.contents.postMessage('port', null, [port2]);
    for (const answer of ['heard 1', 'heard 2', 'heard 3']) {
      assert.equal(await renderer.reported(), answer);
    }
    assert.equal(await closed, 'closed');
  });

  it('273 what is said through a port goes on while parentPort is paused', async (t) => {
    const child = start(t, ({ parentPort }) => {
      parentPort.once('message', ({ ports: [port] }) => {
        // Nothing else keeps it alive then.
        setInterval(() => {}, 1000);
        port.on('message', ({ data }) => port.postMessage(data + 1));
        port.start();
      });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage('port', [port1]);
    child.postMessage('waits for ever');
    port2.start();
    for (let number = 0; number < 3; number++) {
      port2.postMessage(number);
      assert.equal((await once(port2, 'message'))[0].data, number + 1);
    }
    port2.close();
  });

  it('273 what is posted to a port before the process exits, and while it does, arrives', async (t) => {
    const child = start(t, ({ parentPort }) => {
      parentPort.on('message', ({ ports: [port] }) => {
        process.on('exit', () => port.postMessage('while it exits'));
        port.postMessage('before it exits');
        process.exit();
      });
    });
    const { port1, port2 } = new MessageChannelMain();
    const seen = untilClosed(port1);
    port1.start();
    child.postMessage(null, [port2]);
    assert.deepEqual(await seen, ['before it exits', 'while it exits', 'close']);
  });

  it(
    '273 what is taken while parentPort is paused and a port is open has an end, and all of it arrives',
    { skip: windows },
    async (t) => {
      const child = start(t, ({ parentPort }) => {
        let [next, isPaused] = [0, true];
        parentPort.once('message', ({ ports: [port] }) => {
          port.on('message', () => parentPort.postMessage(isPaused ? 'all is taken' : 'late'));
          port.start();
          setInterval(() => parentPort.postMessage('lives'), 1);
          process.once('SIGUSR2', () => {
            isPaused = false;
            parentPort.on('message', ({ data }) => {
              if (data !== next++) parentPort.postMessage('out of order');
              if (data === 19_999) parentPort.postMessage('the last');
            });
          });
          parentPort.postMessage('paused');
        });
      });
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage('port', [port1]);
      assert.equal(await nextMessage(child), 'paused');
      for (let number = 0; number < 20_000; number++) child.postMessage(number);
      port2.postMessage('behind all these');
      const seen = new Set();
      child.on('message', (data) => seen.add(data));
      for (let count = 0; count < 50; count++) await nextMessage(child);
      process.kill(child.pid, 'SIGUSR2');
      while (seen.size < 3) await nextMessage(child);
      assert.deepEqual(seen, new Set(['lives', 'late', 'the last']));
      port2.close();
    },
  );

  it('273 a port closes when the process that has its other end ends', async (t) => {
    const child = start(t, ({ parentPort }) => {
      parentPort.on('message', ({ ports: [port] }) => {
        port.on('message', () => process.exit(3));
        port.start();
        port.postMessage('ready');
      });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage('port', [port1]);
    port2.start();
    await once(port2, 'message');
    const closed = once(port2, 'close');
    port2.postMessage('end');
    await closed;
  });
});

describe('the life of a utility process', () => {
  it('274 when it has ended, posting does nothing', async (t) => {
    const child = start(t, () => {});
    assert.equal(child.pid, undefined);
    await once(child, 'spawn');
    assert.equal(typeof child.pid, 'number');
    await once(child, 'exit');
    await new Promise(setImmediate);
    assert.equal(child.pid, undefined);
    assert.equal(child.kill(), false);
    assert.doesNotThrow(() => child.postMessage('x'));
  });

  const codes = [
    ['an ordinary end', () => {}, (code) => code === 0],
    ['process.exit(3)', () => process.exit(3), (code) => code === 3],
    [
      'an uncaught exception',
      () => {
        throw new Error('on purpose');
      },
      (code) => code === 1,
    ],
    ['a crash', () => process.kill(process.pid, 'SIGSEGV'), (code) => code !== 0],
  ];
  for (const [name, run, isRight] of codes) {
    it(`275 ${name} gives its exit code`, async () => {
      const child = utilityProcess.fork(main, [String(run)], { stdio: 'ignore' });
      const [code] = await once(child, 'exit');
      assert.ok(isRight(code), `${code}`);
    });
  }

  it('275 a missing file gives 1, and kill() gives 0', async () => {
    const missing = utilityProcess.fork('/nowhere/at/all.js', [], { stdio: 'ignore' });
    assert.deepEqual(await once(missing, 'exit'), [1]);
    const child = utilityProcess.fork(main, [String(echo)]);
    await once(child, 'spawn');
    assert.equal(child.kill(), true);
    assert.deepEqual(await once(child, 'exit'), [0]);
  });

  it('276 no JavaScript runs after process.exit', async () => {
    const run = ({ parentPort }) => {
      parentPort.on('message', () => {
        process.exit(0);
        parentPort.postMessage('too late');
      });
    };
    const child = utilityProcess.fork(main, [String(run)]);
    const all = [];
    child.on('message', (value) => all.push(value));
    child.postMessage('end');
    await once(child, 'exit');
    assert.deepEqual(all, []);
  });

  it('fault 129 it ends with the process that has started it', { skip: endsWithMain }, async () => {
    const { lines, signal } = await runInChild(
      ({ data, require }) => {
        const { app, utilityProcess } = require('ipcmain');
        app.whenReady().then(() => {
          const run = ({ parentPort, require }) => {
            parentPort.on('message', () => {});
            process.on('exit', () => require('node:fs').writeSync(1, 'exit\n'));
            parentPort.postMessage('here');
          };
          const child = utilityProcess.fork(data, [String(run)]);
          child.on('message', () => process.kill(process.pid, 'SIGKILL'));
        });
      },
      { data: main },
    );
    assert.deepEqual([signal, lines], ['SIGKILL', ['exit']]);
  });
});
